// LibTorch's headers of function transforms include this library, which no wheel has, to write layers as text. Nothing
// here does so: the names are declared, and never defined.
#pragma once

#include <string>

namespace nlohmann {

class json {
 public:
  json();
  template <class Value>
  json(const Value& value);
  static json parse(const std::string& text);
  std::string dump() const;
  template <class Value>
  Value get() const;
};

}  // namespace nlohmann
