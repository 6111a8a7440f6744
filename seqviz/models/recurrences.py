"""The recurrences as autograd functions with their back-propagation through time written out.

Every gate of every step is computed anyway; here it is kept, and so is the total derivative dL/dh_t of every hidden
state, which torch's fused layers never show. One product over all steps gives the weight gradients, which makes these
functions as fast as the fused layers for RNN and GRU on a CPU.

Shapes: ``projected`` [T, B, G*H] is x W_x + b for all steps at once; states [B, H]; ``w_h`` in torch's layout
[G*H, H], gates stacked. Source of the equations: Dive into Deep Learning, "Backpropagation through time",
"GRU", "LSTM".
"""

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from seqviz.models.interruption import breathe

Kept = dict[str, Tensor]
"""Gates by name, each [T, B, H]; after ``backward`` also ``gradient``, the total dL/dh_t."""

BREATH = 8
"""Positions after which a recurrence may be left, forward and backward."""


class RNNFunction(Function):
    """h_t = tanh(projected_t + h_{t-1} W_h)."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, h0: Tensor, w_h: Tensor, kept: Kept) -> Tensor:
        """Return all hidden states [T, B, H]."""
        steps, batch, size = projected.shape
        hidden = projected.new_empty(steps + 1, batch, size)
        hidden[0] = h0
        w, states = w_h.t(), hidden.unbind()
        for t, p in enumerate(projected.unbind()):
            if t % BREATH == 0:
                breathe()
            torch.addmm(p, states[t], w, out=states[t + 1]).tanh_()
        ctx.save_for_backward(hidden, w_h)
        ctx.kept = kept
        kept["hidden"] = hidden[1:]
        return hidden[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        """Go back through time; a step adds what reaches h_{t-1} through h_t to its own share."""
        hidden, w_h = ctx.saved_tensors
        steps, _, size = grad.shape
        total = grad.clone()
        before_tanh = torch.empty_like(grad)
        slope = 1 - hidden[1:] * hidden[1:]
        totals, slopes, befores = total.unbind(), slope.unbind(), before_tanh.unbind()
        for t in range(steps - 1, -1, -1):
            if t % BREATH == 0:
                breathe()
            torch.mul(totals[t], slopes[t], out=befores[t])
            if t:
                totals[t - 1].addmm_(befores[t], w_h)
        ctx.kept["gradient"] = total
        w_grad = before_tanh.view(-1, size).t() @ hidden[:-1].reshape(-1, size)
        return before_tanh, before_tanh[0] @ w_h, w_grad, None


class GRUBeforeFunction(Function):
    """The lecture's GRU: the reset gate multiplies h_{t-1} before the product. Gates stacked r, z, candidate."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, h0: Tensor, w_h: Tensor, kept: Kept) -> Tensor:
        """Return all hidden states [T, B, H]."""
        steps, batch, stacked = projected.shape
        size = stacked // 3
        hidden = projected.new_empty(steps + 1, batch, size)
        gates = projected.new_empty(steps, batch, 2 * size)
        candidate, reset_hidden = (projected.new_empty(steps, batch, size) for _ in range(2))
        hidden[0] = h0
        w_gates, w_candidate = w_h[: 2 * size].t(), w_h[2 * size :].t()
        states, both = hidden.unbind(), gates.unbind()
        resets, updates = gates[..., :size].unbind(), gates[..., size:].unbind()
        candidates, products = candidate.unbind(), reset_hidden.unbind()
        p_gates, p_candidate = projected[..., : 2 * size].unbind(), projected[..., 2 * size :].unbind()
        for t, h in enumerate(states[:-1]):
            if t % BREATH == 0:
                breathe()
            torch.addmm(p_gates[t], h, w_gates, out=both[t]).sigmoid_()
            torch.mul(resets[t], h, out=products[t])
            torch.addmm(p_candidate[t], products[t], w_candidate, out=candidates[t]).tanh_()
            torch.lerp(candidates[t], h, updates[t], out=states[t + 1])
        ctx.save_for_backward(hidden, gates, candidate, reset_hidden, w_h)
        ctx.kept = kept
        kept.update(reset=gates[..., :size], update=gates[..., size:], candidate=candidate, hidden=hidden[1:])
        return hidden[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        """Go back through time along all three ways from h_t to h_{t-1}: update gate, reset product, gate inputs."""
        hidden, gates, candidate, reset_hidden, w_h = ctx.saved_tensors
        steps, batch, size = grad.shape
        total = grad.clone()
        before = grad.new_empty(steps, batch, 3 * size)  # gradients before the non-linearities, stacked r, z, candidate
        old = hidden[:-1]
        reset, update = gates[..., :size], gates[..., size:]
        candidate_slope = (1 - update) * (1 - candidate * candidate)
        update_slope = (old - candidate) * update * (1 - update)
        reset_slope = old * reset * (1 - reset)
        w_gates, w_candidate = w_h[: 2 * size], w_h[2 * size :]
        # views of every step, made at once: making them one by one costs as much as a product
        before_reset, before_update, before_candidate = (part.unbind() for part in before.split(size, -1))
        before_gates = before[..., : 2 * size].unbind()
        resets, updates = reset.unbind(), update.unbind()
        reset_slopes, update_slopes, candidate_slopes = (
            slope.unbind() for slope in (reset_slope, update_slope, candidate_slope)
        )
        h0_grad = torch.zeros_like(total[0])
        totals = (h0_grad, *total.unbind())  # of h_0, h_1, ...
        for t in range(steps - 1, -1, -1):
            if t % BREATH == 0:
                breathe()
            here, target = totals[t + 1], totals[t]
            through_candidate = torch.mul(here, candidate_slopes[t], out=before_candidate[t]) @ w_candidate
            torch.mul(through_candidate, reset_slopes[t], out=before_reset[t])
            torch.mul(here, update_slopes[t], out=before_update[t])
            target.addcmul_(here, updates[t]).addcmul_(through_candidate, resets[t])
            target.addmm_(before_gates[t], w_gates)
        ctx.kept["gradient"] = total
        return before, h0_grad, gru_weight_gradient(before, old, reset_hidden, w_h), None


def gru_weight_gradient(before: Tensor, old: Tensor, reset_hidden: Tensor, w_h: Tensor) -> Tensor:
    """Return the gradient of ``w_h`` from those before the non-linearities [T, B, 3H], all steps at once.

    Both gates multiplied the ``old`` states [T, B, H], the candidate the ``reset_hidden`` ones.
    """
    size = old.shape[-1]
    flat = before.view(-1, 3 * size)
    w_grad = torch.empty_like(w_h)
    torch.mm(flat[:, : 2 * size].t(), old.reshape(-1, size), out=w_grad[: 2 * size])
    torch.mm(flat[:, 2 * size :].t(), reset_hidden.view(-1, size), out=w_grad[2 * size :])
    return w_grad


class GRUAfterFunction(Function):
    """torch's GRU: the reset gate multiplies the finished product, whose candidate part has a bias of its own."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, h0: Tensor, w_h: Tensor, bias: Tensor, kept: Kept) -> Tensor:
        """Return all hidden states [T, B, H]; ``bias`` [H] is added to the candidate's product."""
        steps, batch, stacked = projected.shape
        size = stacked // 3
        hidden = projected.new_empty(steps + 1, batch, size)
        products = projected.new_empty(steps, batch, 3 * size)
        gates = projected.new_empty(steps, batch, 2 * size)
        candidate = projected.new_empty(steps, batch, size)
        hidden[0] = h0
        w = w_h.t()
        inside = torch.cat([bias.new_zeros(2 * size), bias])
        states, both, all_products = hidden.unbind(), gates.unbind(), products.unbind()
        resets, updates = gates[..., :size].unbind(), gates[..., size:].unbind()
        for_gates, for_candidate = products[..., : 2 * size].unbind(), products[..., 2 * size :].unbind()
        p_gates, p_candidate = projected[..., : 2 * size].unbind(), projected[..., 2 * size :].unbind()
        candidates = candidate.unbind()
        for t, h in enumerate(states[:-1]):
            if t % BREATH == 0:
                breathe()
            torch.addmm(inside, h, w, out=all_products[t])
            torch.add(p_gates[t], for_gates[t], out=both[t]).sigmoid_()
            torch.addcmul(p_candidate[t], resets[t], for_candidate[t], out=candidates[t]).tanh_()
            torch.lerp(candidates[t], h, updates[t], out=states[t + 1])
        ctx.save_for_backward(hidden, gates, candidate, products[..., 2 * size :], w_h)
        ctx.kept = kept
        kept.update(reset=gates[..., :size], update=gates[..., size:], candidate=candidate, hidden=hidden[1:])
        return hidden[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        """Go back through time; all three gates share one product with the old state."""
        hidden, gates, candidate, product, w_h = ctx.saved_tensors
        steps, batch, size = grad.shape
        total = grad.clone()
        through = grad.new_empty(steps, batch, 3 * size)  # gradients of the stacked product h_{t-1} W_h
        old = hidden[:-1]
        reset, update = gates[..., :size], gates[..., size:]
        candidate_slope = (1 - update) * (1 - candidate * candidate)
        slopes = torch.cat(
            [
                product * reset * (1 - reset) * candidate_slope,
                (old - candidate) * update * (1 - update),
                candidate_slope * reset,
            ],
            -1,
        )
        slope_of, through_of = slopes.view(steps, batch, 3, size).unbind(), through.view(steps, batch, 3, size).unbind()
        throughs, updates = through.unbind(), update.unbind()
        h0_grad = torch.zeros_like(total[0])
        totals = (h0_grad, *total.unbind())  # of h_0, h_1, ...
        for t in range(steps - 1, -1, -1):
            if t % BREATH == 0:
                breathe()
            here, target = totals[t + 1], totals[t]
            torch.mul(here.unsqueeze(1), slope_of[t], out=through_of[t])
            target.addcmul_(here, updates[t]).addmm_(throughs[t], w_h)
        ctx.kept["gradient"] = total
        projected_grad = through.clone()
        torch.mul(total, candidate_slope, out=projected_grad[..., 2 * size :])
        w_grad = through.view(-1, 3 * size).t() @ old.reshape(-1, size)
        return projected_grad, h0_grad, w_grad, through[..., 2 * size :].sum((0, 1)), None


class LSTMFunction(Function):
    """The LSTM, gates stacked i, f, candidate, o as torch stacks them."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, h0: Tensor, c0: Tensor, w_h: Tensor, kept: Kept) -> tuple[Tensor, Tensor]:
        """Return all hidden states [T, B, H] and the last memory cell [B, H]."""
        steps, batch, stacked = projected.shape
        size = stacked // 4
        hidden, cell = (projected.new_empty(steps + 1, batch, size) for _ in range(2))
        gates = projected.new_empty(steps, batch, stacked)
        cell_tanh = projected.new_empty(steps, batch, size)
        hidden[0], cell[0] = h0, c0
        input_gate, forget, candidate, output = gates.split(size, -1)
        w = w_h.t()
        states, cells, tanhs, all_gates = hidden.unbind(), cell.unbind(), cell_tanh.unbind(), gates.unbind()
        inputs, forgets, candidates, outputs = (gate.unbind() for gate in (input_gate, forget, candidate, output))
        inputs_and_forgets = gates[..., : 2 * size].unbind()
        for t, p in enumerate(projected.unbind()):
            if t % BREATH == 0:
                breathe()
            torch.addmm(p, states[t], w, out=all_gates[t])
            inputs_and_forgets[t].sigmoid_()
            candidates[t].tanh_()
            outputs[t].sigmoid_()
            torch.mul(forgets[t], cells[t], out=cells[t + 1]).addcmul_(inputs[t], candidates[t])
            torch.mul(torch.tanh(cells[t + 1], out=tanhs[t]), outputs[t], out=states[t + 1])
        ctx.save_for_backward(hidden, cell, gates, cell_tanh, w_h)
        ctx.kept = kept
        kept.update(
            input=input_gate, forget=forget, output=output, candidate=candidate, cell=cell[1:], hidden=hidden[1:]
        )
        return hidden[1:], cell[-1]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor, last_cell_grad: Tensor) -> tuple[Tensor | None, ...]:
        """Go back through time on two tracks: the hidden state through the gates, the cell through the forget gate."""
        hidden, cell, gates, cell_tanh, w_h = ctx.saved_tensors
        steps, batch, size = grad.shape
        total = grad.clone()
        before = grad.new_empty(steps, batch, 4, size)  # gradients before the non-linearities
        input_gate, forget, candidate, output = gates.split(size, -1)
        into_cell = output * (1 - cell_tanh * cell_tanh)
        slopes = torch.stack(
            [
                candidate * input_gate * (1 - input_gate),
                cell[:-1] * forget * (1 - forget),
                input_gate * (1 - candidate * candidate),
            ],
            2,
        )  # [T, B, 3, H], what a change of the cell means before each non-linearity
        output_slope = cell_tanh * output * (1 - output)
        cell_grad = last_cell_grad.clone()
        spread = cell_grad.unsqueeze(1)  # the same numbers, beside the three gates that they flow into
        h0_grad = torch.zeros_like(total[0])
        totals = (h0_grad, *total.unbind())  # of h_0, h_1, ...
        through_cell, through_output = before[:, :, :3].unbind(), before[:, :, 3].unbind()
        all_before = before.view(steps, batch, 4 * size).unbind()
        into_cells, all_slopes, output_slopes = into_cell.unbind(), slopes.unbind(), output_slope.unbind()
        forgets = forget.unbind()
        for t in range(steps - 1, -1, -1):
            if t % BREATH == 0:
                breathe()
            here = totals[t + 1]
            cell_grad.addcmul_(here, into_cells[t])
            torch.mul(spread, all_slopes[t], out=through_cell[t])
            torch.mul(here, output_slopes[t], out=through_output[t])
            cell_grad.mul_(forgets[t])
            totals[t].addmm_(all_before[t], w_h)
        ctx.kept["gradient"] = total
        flat = before.view(-1, 4 * size)
        w_grad = flat.t() @ hidden[:-1].reshape(-1, size)
        return before.view(steps, batch, 4 * size), h0_grad, cell_grad, w_grad, None
