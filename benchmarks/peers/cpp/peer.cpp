// The side-by-side cases in C++ on LibTorch itself: what the work costs with no language binding at all.
//
// usage: peer operations | models | threads | first-tensor

#include <torch/torch.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kLearningRate = 0.01;
constexpr int kCheckSteps = 20;

std::string peer_name() {
  const char* name = std::getenv("BENCHMARK_PEER");
  return name != nullptr && *name != 0 ? name : "cpp";
}

double setting(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr && *text != 0 ? std::atof(text) : otherwise;
}

void result(const std::string& name, double value, const char* unit) {
  std::printf("RESULT\t%s\t%s\t%.6f\t%s\n", peer_name().c_str(), name.c_str(), value, unit);
  std::fflush(stdout);
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

template <class F>
void measure(const std::string& name, F work) {
  static const double warm_up = setting("BENCHMARK_WARMUP", 2);
  static const int repeats = static_cast<int>(setting("BENCHMARK_REPEATS", 10));
  long calls = 0;
  auto start = Clock::now();
  while (seconds_since(start) < warm_up || calls < 2) {
    work();
    calls++;
  }
  long per_repeat = std::max(1L, std::lround(0.1 * calls / seconds_since(start)));
  double least = 1e300;
  for (int repeat = 0; repeat < repeats; repeat++) {
    start = Clock::now();
    for (long call = 0; call < per_repeat; call++) work();
    least = std::min(least, seconds_since(start) / per_repeat);
  }
  result(name, least * 1e9, "ns");
}

torch::Tensor inputs(int salt, long rows, long columns) {
  auto values = torch::empty({rows, columns});
  float* data = values.data_ptr<float>();
  for (long i = 0; i < rows * columns; i++) {
    data[i] = static_cast<float>((i * 7919L + salt * 104729L) % 2003 / 2003.0);
  }
  return values;
}

torch::nn::Linear linear(long in, long out) {
  torch::nn::Linear layer(in, out);
  torch::NoGradGuard no_grad;
  float* data = layer->weight.data_ptr<float>();
  double bound = 1 / std::sqrt(static_cast<double>(in));
  for (long i = 0; i < in * out; i++) {
    data[i] = static_cast<float>(((i * 7919L + (in + out) * 104729L) % 2003 / 2003.0 * 2 - 1) * bound);
  }
  layer->bias.zero_();
  return layer;
}

torch::Tensor labels(long count) {
  auto values = torch::empty({count}, torch::kInt64);
  for (long i = 0; i < count; i++) values.data_ptr<int64_t>()[i] = i * 7 % 10;
  return values;
}

struct Logistic : torch::nn::Module {
  torch::nn::Linear fc = register_module("fc", linear(784, 10));
  torch::Tensor forward(const torch::Tensor& x) { return fc->forward(x); }
};

struct Mlp : torch::nn::Module {
  torch::nn::Linear fc1 = register_module("fc1", linear(784, 256));
  torch::nn::Linear fc2 = register_module("fc2", linear(256, 128));
  torch::nn::Linear fc3 = register_module("fc3", linear(128, 10));
  torch::Tensor forward(const torch::Tensor& x) {
    return fc3->forward(torch::relu(fc2->forward(torch::relu(fc1->forward(x)))));
  }
};

template <class Net, class Optimizer>
void time_training(const std::string& name, Net& net, Optimizer& optimizer, const torch::Tensor& x) {
  auto y = labels(x.size(0));
  auto step = [&] {
    optimizer.zero_grad();
    auto loss = torch::nn::functional::cross_entropy(net.forward(x), y);
    loss.backward();
    optimizer.step();
    return loss;
  };
  torch::Tensor loss;
  for (int i = 0; i < kCheckSteps; i++) loss = step();
  result(name, loss.item<double>(), "loss");
  measure(name, step);
}

template <class Net>
void train(const std::string& name, long batch) {
  Net net;
  torch::optim::SGD optimizer(net.parameters(), kLearningRate);
  time_training(name, net, optimizer, inputs(1, batch, 784));
}

struct Reader : torch::nn::Module {
  torch::nn::LSTM lstm = register_module("lstm", torch::nn::LSTM(torch::nn::LSTMOptions(28, 64).batch_first(true)));
  torch::nn::Linear head = register_module("head", torch::nn::Linear(64, 10));
  torch::Tensor forward(const torch::Tensor& x) {
    return head->forward(std::get<0>(lstm->forward(x)).select(1, -1));
  }
};

// Layers are made one after the other: they draw their weights.
torch::nn::Sequential convolutional() {
  torch::nn::Sequential net;
  net->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 8, 3).padding(1)));
  net->push_back(torch::nn::ReLU());
  net->push_back(torch::nn::MaxPool2d(2));
  net->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(8, 16, 3).padding(1)));
  net->push_back(torch::nn::ReLU());
  net->push_back(torch::nn::MaxPool2d(2));
  net->push_back(torch::nn::Flatten());
  net->push_back(torch::nn::Linear(784, 10));
  return net;
}

torch::nn::Sequential plain() {
  torch::nn::Sequential net;
  net->push_back(torch::nn::Linear(784, 256));
  net->push_back(torch::nn::ReLU());
  net->push_back(torch::nn::Linear(256, 128));
  net->push_back(torch::nn::ReLU());
  net->push_back(torch::nn::Linear(128, 10));
  return net;
}

// Weights come from the seed, as in the other programs.
void models() {
  for (long batch : {4L, 128L}) {
    for (const std::string& kind : {std::string("mlp"), std::string("cnn")}) {
      torch::manual_seed(7);
      torch::nn::Sequential net = kind == "mlp" ? plain() : convolutional();
      torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(kLearningRate).momentum(0.9));
      auto x = inputs(1, batch, 784);
      time_training(kind + " training, batch " + std::to_string(batch), *net, optimizer,
                    kind == "mlp" ? x : x.reshape({batch, 1, 28, 28}));
    }
    torch::manual_seed(7);
    Reader reader;
    torch::optim::Adam optimizer(reader.parameters(), torch::optim::AdamOptions(1e-3));
    time_training("lstm training, batch " + std::to_string(batch), reader, optimizer,
                  inputs(1, batch, 784).reshape({batch, 28, 28}));
  }
}

void operations() {
  auto x = torch::ones(1), y = torch::ones(1), z = torch::zeros(1);
  measure("add", [&] { auto sum = x + y; });
  measure("add_", [&] { z.add_(y); });
  auto a = torch::ones(2), b = torch::ones(3);
  measure("error", [&] {
    try {
      auto sum = a + b;
    } catch (const c10::Error& e) {
      volatile const char* text = e.what_without_backtrace();
      (void)text;
    }
  });
  train<Logistic>("logistic step", 128);
  train<Mlp>("mlp step", 64);
  torch::NoGradGuard no_grad;
  Mlp net;
  auto one = inputs(2, 1, 784);
  result("mlp forward", net.forward(one).sum().item<double>(), "loss");
  measure("mlp forward", [&] { auto out = net.forward(one); });
}

double calls_per_second(Mlp& net, int threads) {
  std::atomic<bool> stop{false};
  std::atomic<long> total{0};
  std::mutex mutex;
  std::condition_variable changed;
  int ready = 0;
  bool go = false;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; i++) {
    workers.emplace_back([&] {
      torch::NoGradGuard no_grad;
      auto one = inputs(2, 1, 784);
      for (int k = 0; k < 1000; k++) auto out = net.forward(one);
      {
        std::unique_lock<std::mutex> lock(mutex);
        ready++;
        changed.notify_all();
        changed.wait(lock, [&] { return go; });
      }
      long calls = 0;
      while (!stop.load()) {
        auto out = net.forward(one);
        calls++;
      }
      total += calls;
    });
  }
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return ready == threads; });
    go = true;
    changed.notify_all();
  }
  auto start = Clock::now();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  stop = true;
  for (auto& worker : workers) worker.join();
  return total / seconds_since(start);
}

void throughput(const std::string& name, int threads) {
  Mlp net;
  calls_per_second(net, threads);
  double best = 0;
  for (int repeat = 0; repeat < 5; repeat++) best = std::max(best, calls_per_second(net, threads));
  result(name, best, "calls/s");
}

}  // namespace

int main(int count, char** arguments) {
  std::string what = count > 1 ? arguments[1] : "";
  if (what == "first-tensor") {
    std::cout << torch::tensor({1.0f, 2.0f, 3.0f}) << std::endl;
    auto now = std::chrono::system_clock::now().time_since_epoch();
    std::printf("READY\t%lld\n",
                static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
    return 0;
  }
  torch::set_num_threads(1);
  if (what == "operations") {
    std::printf("INFO\t%s\tversion\tLibTorch %s\n", peer_name().c_str(), TORCH_VERSION);
    operations();
  } else if (what == "models") {
    models();
  } else if (what == "threads") {
    throughput("mlp forward, 1 thread", 1);
    throughput("mlp forward, 2 threads", 2);
  } else {
    std::fprintf(stderr, "usage: %s operations | models | threads | first-tensor\n", arguments[0]);
    return 2;
  }
  return 0;
}
