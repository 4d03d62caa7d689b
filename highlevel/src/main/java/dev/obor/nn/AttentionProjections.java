package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/** The parameters of attention with several heads, but for separate projections. */
record AttentionProjections(
    @Nullable Tensor inProjWeight,
    @Nullable Tensor inProjBias,
    @Nullable Tensor biasK,
    @Nullable Tensor biasV,
    Tensor outProjWeight,
    @Nullable Tensor outProjBias) {}
