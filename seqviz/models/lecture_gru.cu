// The lecture's GRU, reset gate before the product, over all time steps in one launch; float32.
//
// One block computes one sequence of the batch, with 8 H threads. H is defined before this text is compiled: 16 to 128,
// a multiple of 16. All recurrent weights stay in registers, 3 H / 8 a thread, so a step reads nothing but its inputs.
// A sum over H terms is cut into parts, one a thread; the parts meet in shared memory:
//
//   reset and update   2 H results, 4 parts each:  result thread % 2H,  part thread / 2H
//   candidate            H results, 8 parts each:  result thread % H,   part thread / H
//
// Layouts, time first: projected [T, B, 3H] (x W_x + b; reset, update, candidate), hidden [T + 1, B, H] (the first row
// is given), gates [T, B, 2H] (reset, update), candidate and reset_hidden (R * H of the step before) [T, B, H]. Places
// are counted in 32 bits: that saves registers, and holds for five million tokens in a batch.

#define QUARTER (H / 4)
#define EIGHTH (H / 8)

__device__ inline float sigmoid(float a) { return 1.f / (1.f + expf(-a)); }

// `across` [H, 3H] are the recurrent weights, transposed from torch's layout: neighbours read neighbours.
extern "C" __global__ void __launch_bounds__(8 * H)
gru_forward(const float* __restrict__ projected, const float* __restrict__ across, float* hidden, float* gates,
            float* candidate, float* reset_hidden, int steps, int batch) {
  __shared__ float old[H], kept[H], update[H], parts[8 * H];
  const int b = blockIdx.x, thread = threadIdx.x;
  const int gate = thread % (2 * H), quarter = thread / (2 * H);
  const int unit = thread % H, eighth = thread / H;

  float w_gate[QUARTER], w_candidate[EIGHTH];
  #pragma unroll
  for (int k = 0; k < QUARTER; ++k) w_gate[k] = across[(quarter * QUARTER + k) * 3 * H + gate];
  #pragma unroll
  for (int k = 0; k < EIGHTH; ++k) w_candidate[k] = across[(eighth * EIGHTH + k) * 3 * H + 2 * H + unit];

  // what a step reads from far away is asked for one step ahead
  const float* first = projected + b * 3 * H;
  float next_gate = thread < 2 * H ? first[thread] : 0.f;
  float next_candidate = thread < H ? first[2 * H + thread] : 0.f;
  if (thread < H) old[thread] = hidden[b * H + thread];
  __syncthreads();

  for (int t = 0; t < steps; ++t) {
    const int row = t * batch + b;
    const float* following = projected + (t + 1 < steps ? row + batch : row) * 3 * H;

    float part = 0.f;
    #pragma unroll
    for (int k = 0; k < QUARTER; ++k) part += w_gate[k] * old[quarter * QUARTER + k];
    parts[thread] = part;
    __syncthreads();

    if (thread < 2 * H) {
      float sum = next_gate;
      #pragma unroll
      for (int p = 0; p < 4; ++p) sum += parts[p * 2 * H + thread];
      const float opened = sigmoid(sum);
      next_gate = following[thread];
      gates[row * 2 * H + thread] = opened;
      if (thread < H) {
        kept[thread] = opened * old[thread];
        reset_hidden[row * H + thread] = kept[thread];
      } else {
        update[thread - H] = opened;
      }
    }
    __syncthreads();

    part = 0.f;
    #pragma unroll
    for (int k = 0; k < EIGHTH; ++k) part += w_candidate[k] * kept[eighth * EIGHTH + k];
    parts[thread] = part;
    __syncthreads();

    if (thread < H) {
      float sum = next_candidate;
      #pragma unroll
      for (int p = 0; p < 8; ++p) sum += parts[p * H + thread];
      next_candidate = following[2 * H + thread];
      const float proposed = tanhf(sum);
      candidate[row * H + thread] = proposed;
      old[thread] = update[thread] * old[thread] + (1.f - update[thread]) * proposed;
      hidden[(row + batch) * H + thread] = old[thread];
    }
    __syncthreads();
  }
}

// `w` [3H, H] are the recurrent weights in torch's layout. Leaves in `before` [T, B, 3H] the gradients before the
// non-linearities, in `total` [T, B, H] the whole dL/dh_t, in `start` [B, H] that of the given state.
extern "C" __global__ void __launch_bounds__(8 * H)
gru_backward(const float* __restrict__ grad, const float* __restrict__ hidden, const float* __restrict__ gates,
             const float* __restrict__ candidate, const float* __restrict__ w, float* before, float* total,
             float* start, int steps, int batch) {
  __shared__ float into_candidate[H], into_gates[2 * H], parts[8 * H];
  const int b = blockIdx.x, thread = threadIdx.x;
  const int unit = thread % H, eighth = thread / H;

  float w_candidate[EIGHTH], w_gates[QUARTER];
  #pragma unroll
  for (int k = 0; k < EIGHTH; ++k) w_candidate[k] = w[(2 * H + eighth * EIGHTH + k) * H + unit];
  #pragma unroll
  for (int k = 0; k < QUARTER; ++k) w_gates[k] = w[(eighth * QUARTER + k) * H + unit];

  float carried = 0.f;  // what reaches h_t from all later steps
  for (int t = steps - 1; t >= 0; --t) {
    const int row = t * batch + b;
    float reset = 0.f, old = 0.f, direct = 0.f;  // direct: what reaches h_{t-1} past the two gates

    if (thread < H) {
      const float here = carried + grad[row * H + unit];
      const float update = gates[row * 2 * H + H + unit], proposed = candidate[row * H + unit];
      reset = gates[row * 2 * H + unit];
      old = hidden[row * H + unit];
      total[row * H + unit] = here;
      direct = here * update;
      into_candidate[unit] = here * (1.f - update) * (1.f - proposed * proposed);
      into_gates[H + unit] = here * (old - proposed) * update * (1.f - update);
      before[row * 3 * H + 2 * H + unit] = into_candidate[unit];
      before[row * 3 * H + H + unit] = into_gates[H + unit];
    }
    __syncthreads();

    float part = 0.f;
    #pragma unroll
    for (int k = 0; k < EIGHTH; ++k) part += w_candidate[k] * into_candidate[eighth * EIGHTH + k];
    parts[thread] = part;
    __syncthreads();

    if (thread < H) {
      float through = 0.f;
      #pragma unroll
      for (int p = 0; p < 8; ++p) through += parts[p * H + unit];
      into_gates[unit] = through * old * reset * (1.f - reset);
      before[row * 3 * H + unit] = into_gates[unit];
      direct += through * reset;
    }
    __syncthreads();

    part = 0.f;
    #pragma unroll
    for (int k = 0; k < QUARTER; ++k) part += w_gates[k] * into_gates[eighth * QUARTER + k];
    parts[thread] = part;
    __syncthreads();

    if (thread < H) {
      carried = direct;
      #pragma unroll
      for (int p = 0; p < 8; ++p) carried += parts[p * H + unit];
    }
  }
  if (thread < H) start[b * H + unit] = carried;
}
