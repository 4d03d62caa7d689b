// Prints every operator schema that LibTorch's dispatcher knows, one line an operator, sorted.
// Built and run by native-config/dump-schemas.sh.
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/api/include/torch/version.h>

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

int main() {
  std::vector<std::string> lines;
  auto& dispatcher = c10::Dispatcher::singleton();
  for (const auto& name : dispatcher.getAllOpNames()) {
    auto op = dispatcher.findSchema(name);
    if (!op.has_value()) continue;  // an implementation registered without a schema cannot be called
    std::ostringstream line;
    line << op->schema();
    lines.push_back(line.str());
  }
  std::sort(lines.begin(), lines.end());
  std::cout << "# LibTorch " << TORCH_VERSION << "\n";
  for (const auto& line : lines) std::cout << line << "\n";
  return 0;
}
