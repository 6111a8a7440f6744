// What each cell consists of, in the lecture's letters: gates in the order of their cards, states, what is drawn where.

export const GATES = {
  lstm: [
    { name: "forget", letter: "F", index: "f", act: "sigma" },
    { name: "input", letter: "I", index: "i", act: "sigma" },
    { name: "candidate", letter: "C̃", index: "c", act: "tanh" },
    { name: "output", letter: "O", index: "o", act: "sigma" },
  ],
  gru: [
    { name: "reset", letter: "R", index: "r", act: "sigma" },
    { name: "candidate", letter: "H̃", index: "h", act: "tanh" },
    { name: "update", letter: "Z", index: "z", act: "sigma" },
  ],
  rnn: [{ name: "hidden", letter: "H", index: "h", act: "tanh" }],
};

/** What the bars along the sentence show, and the gate of the squares. */
export const BARS = { lstm: "cell", gru: "hidden", rnn: "hidden" };
export const SQUARES = { lstm: "forget", gru: "update", rnn: null };
export const LETTER = { cell: "C", hidden: "H", forget: "F", input: "I", output: "O", reset: "R", update: "Z" };

export const gateOf = (cell, name) => GATES[cell].find((gate) => gate.name === name);
export const letterOf = (cell, name) => gateOf(cell, name)?.letter ?? LETTER[name];

export const ACT = { sigma: (z) => 1 / (1 + Math.exp(-z)), tanh: Math.tanh };

/** The colour of text about a gate: the light hues of the palette are too pale for letters on white. */
export const inkOf = (name) => `color-mix(in srgb, var(--sv-${name}) 78%, var(--sv-ink))`;
