// Every kind of panel that a board can hold: how it is made, and which part of the board it stands in.
// Python names the panels it wants, each with its kind.

import { createCell } from "./cell.js";
import { createChart } from "./chart.js";
import { createNext } from "./next.js";
import { createSample } from "./sample.js";
import { createUnit } from "./unit.js";

export const KINDS = {
  chart: { create: createChart, part: "charts" },
  cell: { create: createCell, part: "main" },
  next: { create: createNext, part: "side" },
  unit: { create: createUnit, part: "side" },
  sample: { create: createSample, part: "side" },
};

export const PARTS = ["charts", "main", "side"];
