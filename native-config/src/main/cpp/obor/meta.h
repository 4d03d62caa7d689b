// The meta device, whose tensors have sizes and types and no data.
#pragma once

namespace obor::meta {

// Makes the operators work there whose sizes LibTorch leaves to Python's code; the first call does it.
void prepare();

}  // namespace obor::meta
