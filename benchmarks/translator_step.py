"""Claim: a step of the default translator takes at most .9 of the time of the same model written with nn.GRU.

    python benchmarks/translator_step.py

One CPU thread, the same batches of number words, Adam, clipping at 1, loss per real token. The other model is what a
textbook writes: embeddings, nn.GRU on packed sequences as the encoder, nn.GRU as the decoder, a linear layer. The
seqviz step includes its whole instrumentation: norms per parameter, finite check, record. Both losses are printed: they
fall alike, since only the place of the reset gate differs. Paired in one run.
"""

from collections.abc import Callable

import torch
from paired import paired_seconds, ratio
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from torch.nn.utils.rnn import pack_padded_sequence

from seqviz.config import Seq2SeqConfig
from seqviz.data.pairs.batching import PairBatches
from seqviz.models.lengths import inside
from seqviz.training.seq2seq import Training

ROUNDS = 15


class TextbookTranslator(nn.Module):
    """Encoder, decoder and output layer from torch.nn."""

    def __init__(self, sources: int, targets: int, config: Seq2SeqConfig) -> None:
        super().__init__()
        embedding, hidden = config.embedding_size, config.decoder_size
        self.every_step = config.every_step
        self.source, self.target = nn.Embedding(sources, embedding), nn.Embedding(targets + 1, embedding)
        self.encoder = nn.GRU(embedding, hidden)
        self.decoder = nn.GRU(embedding + (hidden if config.every_step else 0), hidden)
        self.output = nn.Linear(hidden, targets)

    def forward(self, sources: Tensor, lengths: Tensor, fed: Tensor) -> Tensor:
        packed = pack_padded_sequence(self.source(sources), lengths, enforce_sorted=False)
        _, state = self.encoder(packed)
        x = self.target(fed)
        if self.every_step:
            x = torch.cat([x, state.expand(len(fed), -1, -1)], -1)
        return self.output(self.decoder(x, state)[0])


def textbook_loop(training: Training) -> Callable[[], Tensor]:
    """One step of the textbook's translator with the same data, loss, clipping and optimizer."""
    config, corpus = training.config, training.corpus
    begin = len(corpus.target_vocabulary)
    model = TextbookTranslator(len(corpus.source_vocabulary), begin, config)
    batches = PairBatches(corpus.training, batch_size=config.batch_size, seed=config.seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate, fused=True)

    def step() -> Tensor:
        batch = batches.next()
        targets = torch.from_numpy(batch.targets)
        fed = torch.cat([torch.full_like(targets[:1], begin), targets[:-1]])
        logits = model(torch.from_numpy(batch.sources), torch.from_numpy(batch.source_lengths), fed)
        real = inside(torch.from_numpy(batch.target_lengths), len(targets))
        loss = functional.cross_entropy(logits[real], targets[real])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        clip_grad_norm_(model.parameters(), config.theta)
        optimizer.step()
        return loss.detach()

    return step


def main() -> None:
    torch.set_num_threads(1)
    print(
        f"torch {torch.__version__}, one thread; time of a step in units of the textbook's, median of {ROUNDS} rounds"
    )
    for name, config in {
        "default": Seq2SeqConfig(device="cpu", max_steps=20_000),
        "vector at every step": Seq2SeqConfig(device="cpu", max_steps=20_000, every_step=True),
    }.items():
        training = Training(config)
        textbook = textbook_loop(training)
        times = paired_seconds({"seqviz": training.train_step, "textbook": textbook}, rounds=ROUNDS)
        ours, theirs = training.train_step()[0].loss, float(textbook())
        print(
            f"{name:22} {ratio(times, 'seqviz', 'textbook'):.2f}"
            f"  {1000 * min(times['seqviz']):.1f} ms per step; last losses {ours:.4f} and {theirs:.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
