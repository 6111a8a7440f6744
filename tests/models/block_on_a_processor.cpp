// Runs the blocks of a CUDA kernel on a processor, one thread of a block after the other from barrier to barrier.
//
// Two threads of a block may come in either order between two barriers. A kernel that is right computes the same in
// every order; one that lacks a barrier does not, if the order is turned round. H and KERNEL (the kernel's own text)
// are defined by the compiler's command line.

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <ucontext.h>
#include <vector>

#define __device__
#define __global__
#define __shared__ static
#define __restrict__
#define __launch_bounds__(threads)
#define __syncthreads() wait_at_barrier()

struct Place {
  int x;
};
static Place threadIdx, blockIdx;

struct Fiber {
  ucontext_t context;
  std::unique_ptr<char[]> stack;
  bool ended;
};
static constexpr size_t STACK = 64 * 1024;
static ucontext_t scheduler;
static Fiber* running;
static std::function<void()> kernel;

static void wait_at_barrier() { swapcontext(&running->context, &scheduler); }

static void run_thread() {
  kernel();
  running->ended = true;
}

// `order` 0: upwards, 1: downwards, else drawn anew for every stretch. False where only some threads meet a barrier.
static bool run_block(int threads, unsigned order) {
  std::vector<Fiber> fibers(threads);
  for (Fiber& fiber : fibers) {
    fiber.stack.reset(new char[STACK]);
    fiber.ended = false;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = STACK;
    fiber.context.uc_link = &scheduler;
    makecontext(&fiber.context, run_thread, 0);
  }
  std::vector<int> turns(threads);
  std::iota(turns.begin(), turns.end(), 0);
  if (order == 1) std::reverse(turns.begin(), turns.end());
  std::mt19937 random(order);
  for (;;) {
    if (order > 1) std::shuffle(turns.begin(), turns.end(), random);
    for (int turn : turns) {
      threadIdx.x = turn;
      running = &fibers[turn];
      swapcontext(&scheduler, &running->context);
    }
    const auto ended = std::count_if(fibers.begin(), fibers.end(), [](const Fiber& fiber) { return fiber.ended; });
    if (ended == threads) return true;
    if (ended > 0) return false;
  }
}

static bool run_blocks(int blocks, int threads, unsigned order) {
  for (blockIdx.x = 0; blockIdx.x < blocks; ++blockIdx.x)
    if (!run_block(threads, order)) return false;
  return true;
}

#include KERNEL

extern "C" bool forward(int blocks, int threads, unsigned order, const float* projected, const float* across,
                        float* hidden, float* gates, float* candidate, float* reset_hidden, int steps, int batch) {
  kernel = [=] { gru_forward(projected, across, hidden, gates, candidate, reset_hidden, steps, batch); };
  return run_blocks(blocks, threads, order);
}

extern "C" bool backward(int blocks, int threads, unsigned order, const float* grad, const float* hidden,
                         const float* gates, const float* candidate, const float* w, float* before, float* total,
                         float* start, int steps, int batch) {
  kernel = [=] { gru_backward(grad, hidden, gates, candidate, w, before, total, start, steps, batch); };
  return run_blocks(blocks, threads, order);
}
