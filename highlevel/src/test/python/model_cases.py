"""Losses, recurrent layers, attention and transformers: how each is made, what it is called with, and how.

ModelCases.java has the same cases under the same names. Inputs are drawn after the module is made: "f2,3" is randn(2, 3), "u2,3" is
rand(2, 3), "s2,3" has signs, "b2,3" truth values, "i5:2,3" whole numbers below 5; one that ends in "!" wants no gradient.
"""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

CASES = {}


def case(name, make, inputs, call=None):
    CASES[name] = (make, inputs.split(" ") if inputs else [], call or (lambda m, *x: m(*x)))


def flat(result):
    """The tensors of a result, one level after the other."""
    if isinstance(result, torch.Tensor):
        return [result]
    return [tensor for part in result if part is not None for tensor in flat(part)]


# losses
for reduction in ["mean", "sum", "none"]:
    case(f"L1Loss {reduction}", lambda r=reduction: nn.L1Loss(reduction=r), "f4,3 f4,3")
    case(f"MSELoss {reduction}", lambda r=reduction: nn.MSELoss(reduction=r), "f4,3 f4,3")
    case(f"SmoothL1Loss {reduction}", lambda r=reduction: nn.SmoothL1Loss(reduction=r, beta=0.5), "f4,3 f4,3")
    case(f"HuberLoss {reduction}", lambda r=reduction: nn.HuberLoss(reduction=r, delta=0.7), "f4,3 f4,3")
    case(f"KLDivLoss {reduction}", lambda r=reduction: nn.KLDivLoss(reduction=r), "f4,3 f4,3", lambda m, x, y: m(x.log_softmax(1), y.softmax(1)))
    case(f"PoissonNLLLoss {reduction}", lambda r=reduction: nn.PoissonNLLLoss(reduction=r, full=True), "f4,3 u4,3")
    case(f"GaussianNLLLoss {reduction}", lambda r=reduction: nn.GaussianNLLLoss(reduction=r, full=True), "f4,3 f4,3 u4,3")
    case(f"BCELoss {reduction}", lambda r=reduction: nn.BCELoss(reduction=r), "f4,3 u4,3", lambda m, x, y: m(x.sigmoid(), y))
    case(f"BCEWithLogitsLoss {reduction}", lambda r=reduction: nn.BCEWithLogitsLoss(reduction=r), "f4,3 u4,3")
    case(f"HingeEmbeddingLoss {reduction}", lambda r=reduction: nn.HingeEmbeddingLoss(reduction=r, margin=0.8), "f4,3 s4,3!")
    case(f"MultiLabelMarginLoss {reduction}", lambda r=reduction: nn.MultiLabelMarginLoss(reduction=r), "f4,5 i5:4,5!")
    case(f"SoftMarginLoss {reduction}", lambda r=reduction: nn.SoftMarginLoss(reduction=r), "f4,3 s4,3!")
    case(f"MultiLabelSoftMarginLoss {reduction}", lambda r=reduction: nn.MultiLabelSoftMarginLoss(reduction=r), "f4,3 u4,3")
    case(f"CosineEmbeddingLoss {reduction}", lambda r=reduction: nn.CosineEmbeddingLoss(reduction=r, margin=0.1), "f4,3 f4,3 s4!")
    case(f"MarginRankingLoss {reduction}", lambda r=reduction: nn.MarginRankingLoss(reduction=r, margin=0.1), "f4 f4 s4!")
    case(f"MultiMarginLoss {reduction}", lambda r=reduction: nn.MultiMarginLoss(reduction=r, p=2, margin=0.9), "f4,3 i3:4!")
    case(f"TripletMarginLoss {reduction}", lambda r=reduction: nn.TripletMarginLoss(reduction=r, margin=0.9, swap=True), "f4,3 f4,3 f4,3")
    case(f"TripletMarginWithDistanceLoss {reduction}", lambda r=reduction: nn.TripletMarginWithDistanceLoss(reduction=r, margin=0.9, swap=True), "f4,3 f4,3 f4,3")
    case(f"CrossEntropyLoss {reduction}", lambda r=reduction: nn.CrossEntropyLoss(reduction=r, label_smoothing=0.1), "f4,3 i3:4!")
    case(f"NLLLoss {reduction}", lambda r=reduction: nn.NLLLoss(reduction=r), "f4,3 i3:4!", lambda m, x, y: m(x.log_softmax(1), y))
    case(f"CTCLoss {reduction}", lambda r=reduction: nn.CTCLoss(reduction=r), "f6,2,4 i3:2,2!", lambda m, x, y: m(x.log_softmax(2), y + 1, torch.tensor([6, 5]), torch.tensor([2, 1])))
case("CTCLoss arrays", lambda: nn.CTCLoss(blank=3, zero_infinity=True), "f6,2,4 i3:3!", lambda m, x, y: m(x.log_softmax(2), y, (6, 5), (2, 1)))
case("SmoothL1Loss beta 0", lambda: nn.SmoothL1Loss(beta=0.0), "f4,3 f4,3")
case("KLDivLoss batchmean", lambda: nn.KLDivLoss(reduction="batchmean", log_target=True), "f4,3 f4,3", lambda m, x, y: m(x.log_softmax(1), y.log_softmax(1)))
case("PoissonNLLLoss not log", lambda: nn.PoissonNLLLoss(log_input=False, eps=0.01), "u4,3 u4,3")
case("GaussianNLLLoss broadcast", lambda: nn.GaussianNLLLoss(eps=0.3), "f4,3 f4,3 u4,1")
case("GaussianNLLLoss short", lambda: nn.GaussianNLLLoss(), "f4,3 f4,3 u4")
case("GaussianNLLLoss number", lambda: nn.GaussianNLLLoss(), "f4,3 f4,3", lambda m, x, y: m(x, y, 0.5))
case("BCELoss weight", lambda: nn.BCELoss(weight=torch.tensor([0.5, 1.0, 2.0])), "f4,3 u4,3", lambda m, x, y: m(x.sigmoid(), y))
case("BCEWithLogitsLoss weights", lambda: nn.BCEWithLogitsLoss(weight=torch.tensor([0.5, 1.0, 2.0]), pos_weight=torch.tensor([3.0, 1.0, 0.1])), "f4,3 u4,3")
case("MultiLabelSoftMarginLoss weight", lambda: nn.MultiLabelSoftMarginLoss(weight=torch.tensor([0.5, 1.0, 2.0])), "f4,3 u4,3")
case("MultiMarginLoss weight", lambda: nn.MultiMarginLoss(weight=torch.tensor([0.5, 1.0, 2.0])), "f4,3 i3:4!")
case("TripletMarginLoss p 1", lambda: nn.TripletMarginLoss(p=1.0, eps=0.01), "f4,3 f4,3 f4,3")
case("TripletMarginWithDistanceLoss cosine", lambda: nn.TripletMarginWithDistanceLoss(distance_function=lambda a, b: 1 - F.cosine_similarity(a, b)), "f4,3 f4,3 f4,3")
case("CrossEntropyLoss weight", lambda: nn.CrossEntropyLoss(weight=torch.tensor([0.5, 1.0, 2.0]), ignore_index=1), "f4,3 i3:4!")
case("NLLLoss weight", lambda: nn.NLLLoss(weight=torch.tensor([0.5, 1.0, 2.0]), ignore_index=2), "f4,3 i3:4!", lambda m, x, y: m(x.log_softmax(1), y))
case("F.l1_loss weight", lambda: nn.L1Loss(), "f4,3 f4,3 u4,3!", lambda m, x, y, w: F.l1_loss(x, y, weight=w))
case("F.mse_loss weight", lambda: nn.MSELoss(), "f4,3 f4,3 u4,3!", lambda m, x, y, w: F.mse_loss(x, y, weight=w))
case("F.huber_loss weight", lambda: nn.HuberLoss(), "f4,3 f4,3 u4,3!", lambda m, x, y, w: F.huber_loss(x, y, weight=w))
case("F.pdist", lambda: nn.L1Loss(), "f4,3", lambda m, x: F.pdist(x, 1.5))
case("PairwiseDistance", lambda: nn.PairwiseDistance(), "f4,3 f4,3")
case("PairwiseDistance p 1", lambda: nn.PairwiseDistance(p=1, eps=0.01, keepdim=True), "f4,3 f4,3")
case("CosineSimilarity", lambda: nn.CosineSimilarity(), "f4,3 f4,3")
case("CosineSimilarity dim 0", lambda: nn.CosineSimilarity(dim=0, eps=0.1), "f4,3 f4,3")
case("AdaptiveLogSoftmaxWithLoss", lambda: nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7], div_value=2.0), "f8,6 i12:8!")
case("AdaptiveLogSoftmaxWithLoss head_bias", lambda: nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7], head_bias=True), "f6 i12:!")
case("AdaptiveLogSoftmaxWithLoss log_prob", lambda: nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7]), "f5,6", lambda m, x: m.log_prob(x))
case("AdaptiveLogSoftmaxWithLoss predict", lambda: nn.AdaptiveLogSoftmaxWithLoss(6, 12, [3, 7]), "f9,6", lambda m, x: m.predict(x * 9).float())


# recurrent layers
def packed(m, x, *states):
    sequence = pack_padded_sequence(x, torch.tensor([2, 4]), batch_first=m.batch_first, enforce_sorted=False)
    output, last = m(sequence, *([states] if len(states) == 2 else states))
    return [*pad_packed_sequence(output, batch_first=m.batch_first)[:1], last]


for kind in [nn.RNN, nn.LSTM, nn.GRU]:
    name = kind.__name__
    states = 2 if kind is nn.LSTM else 1

    def given(m, x, *state):
        return m(x, tuple(state) if len(state) == 2 else state[0])

    case(name, lambda k=kind: k(3, 4), "f5,2,3")
    case(f"{name} state", lambda k=kind: k(3, 4), "f5,2,3" + " f1,2,4" * states, given)
    case(f"{name} layers", lambda k=kind: k(3, 4, 2), "f5,2,3" + " f2,2,4" * states, given)
    case(f"{name} bidirectional", lambda k=kind: k(3, 2, num_layers=2, bidirectional=True, batch_first=True), "f2,5,3")
    case(f"{name} bidirectional state", lambda k=kind: k(3, 2, bidirectional=True), "f5,2,3" + " f2,2,2" * states, given)
    case(f"{name} unbatched", lambda k=kind: k(3, 4, bias=False), "f5,3")
    case(f"{name} unbatched state", lambda k=kind: k(3, 4, batch_first=True), "f5,3" + " f1,4" * states, given)
    case(f"{name} dropout", lambda k=kind: k(3, 4, num_layers=3, dropout=0.4), "f5,2,3")
    case(f"{name} packed", lambda k=kind: k(3, 4, 2), "f4,2,3", packed)
    case(f"{name} packed state", lambda k=kind: k(3, 2, bidirectional=True, batch_first=True), "f2,4,3" + " f2,2,2" * states, packed)
    case(f"{name} double", lambda k=kind: k(3, 4, dtype=torch.float64), "f5,2,3", lambda m, x: m(x.double()))
case("RNN relu", lambda: nn.RNN(3, 4, 2, nonlinearity="relu"), "f5,2,3")
case("LSTM proj", lambda: nn.LSTM(3, 4, num_layers=2, proj_size=2, bidirectional=True), "f5,2,3 f4,2,2 f4,2,4", lambda m, x, h, c: m(x, (h, c)))
case("LSTM proj without bias", lambda: nn.LSTM(3, 4, proj_size=2, bias=False), "f5,2,3")
for kind in [nn.RNNCell, nn.LSTMCell, nn.GRUCell]:
    name = kind.__name__
    states = 2 if kind is nn.LSTMCell else 1
    case(name, lambda k=kind: k(3, 4), "f2,3")
    case(f"{name} state", lambda k=kind: k(3, 4, bias=False), "f2,3" + " f2,4" * states, given)
    case(f"{name} unbatched", lambda k=kind: k(3, 4), "f3" + " f4" * states, given)
case("RNNCell relu", lambda: nn.RNNCell(3, 4, nonlinearity="relu"), "f2,3")

# attention
case("F.scaled_dot_product_attention", lambda: nn.L1Loss(), "f2,3,4 f2,5,4 f2,5,6", lambda m, q, k, v: F.scaled_dot_product_attention(q, k, v))
case("F.scaled_dot_product_attention mask", lambda: nn.L1Loss(), "f2,3,4 f2,5,4 f2,5,6 f3,5", lambda m, q, k, v, a: F.scaled_dot_product_attention(q, k, v, a))
case("F.scaled_dot_product_attention causal", lambda: nn.L1Loss(), "f2,5,4 f2,5,4 f2,5,6", lambda m, q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True, scale=0.7, dropout_p=0.3))
case("MultiheadAttention", lambda: nn.MultiheadAttention(4, 2), "f3,2,4 f5,2,4 f5,2,4")
case("MultiheadAttention self", lambda: nn.MultiheadAttention(4, 2, batch_first=True), "f2,3,4", lambda m, x: m(x, x, x))
case("MultiheadAttention self without weights", lambda: nn.MultiheadAttention(4, 2, batch_first=True, dropout=0.3), "f2,3,4", lambda m, x: m(x, x, x, need_weights=False))
case("MultiheadAttention memory", lambda: nn.MultiheadAttention(4, 2, bias=False), "f3,2,4 f5,2,4", lambda m, x, y: m(x, y, y))
case("MultiheadAttention dropout", lambda: nn.MultiheadAttention(4, 2, dropout=0.3), "f3,2,4 f5,2,4 f5,2,4")
case("MultiheadAttention sizes", lambda: nn.MultiheadAttention(4, 2, kdim=3, vdim=5), "f3,2,4 f5,2,3 f5,2,5")
case("MultiheadAttention bias_kv", lambda: nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True), "f3,2,4 f5,2,4 f5,2,4 b2,5", lambda m, q, k, v, p: m(q, k, v, key_padding_mask=p, average_attn_weights=False))
case("MultiheadAttention unbatched", lambda: nn.MultiheadAttention(4, 2), "f3,4 f5,4 f5,4")
case("MultiheadAttention masks", lambda: nn.MultiheadAttention(4, 2, batch_first=True), "f2,3,4 f3,3! f2,3!", lambda m, x, a, p: m(x, x, x, attn_mask=a, key_padding_mask=p))
case("MultiheadAttention three masks", lambda: nn.MultiheadAttention(4, 2), "f3,2,4 f4,3,3!", lambda m, x, a: m(x, x, x, attn_mask=a, need_weights=False))
case("MultiheadAttention causal", lambda: nn.MultiheadAttention(4, 2), "f3,2,4", lambda m, x: m(x, x, x, attn_mask=nn.Transformer.generate_square_subsequent_mask(3), is_causal=True, need_weights=False))
case("MultiheadAttention fused masks", lambda: nn.MultiheadAttention(4, 2, batch_first=True), "f2,3,4", lambda m, x: m(x, x, x, attn_mask=torch.tensor([[False, True, True], [False, False, True], [False, False, False]]), key_padding_mask=torch.tensor([[False, False, True], [False, False, False]])))

# transformers
CAUSAL = torch.tensor([[False, True, True], [False, False, True], [False, False, False]])
PADDING = torch.tensor([[False, False, True], [False, False, False]])
case("TransformerEncoderLayer", lambda: nn.TransformerEncoderLayer(4, 2, 6), "f3,2,4")
case("TransformerEncoderLayer batch_first", lambda: nn.TransformerEncoderLayer(4, 2, 6, batch_first=True, activation="gelu"), "f2,3,4", lambda m, x: m(x, src_key_padding_mask=PADDING))
case("TransformerEncoderLayer norm_first", lambda: nn.TransformerEncoderLayer(4, 2, 6, norm_first=True, dropout=0.0, batch_first=True), "f2,3,4", lambda m, x: m(x, src_mask=CAUSAL))
case("TransformerEncoderLayer without bias", lambda: nn.TransformerEncoderLayer(4, 2, 6, bias=False, layer_norm_eps=0.01), "f3,2,4")
case("TransformerEncoderLayer unbatched", lambda: nn.TransformerEncoderLayer(4, 2, 6, activation=torch.tanh), "f3,4")
case("TransformerDecoderLayer", lambda: nn.TransformerDecoderLayer(4, 2, 6), "f3,2,4 f5,2,4")
case("TransformerDecoderLayer norm_first", lambda: nn.TransformerDecoderLayer(4, 2, 6, norm_first=True, batch_first=True, activation="gelu"), "f2,3,4 f2,3,4", lambda m, x, y: m(x, y, tgt_mask=CAUSAL, memory_key_padding_mask=PADDING))
case("TransformerEncoder", lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6), 2), "f3,2,4")
case("TransformerEncoder padding", lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6, batch_first=True), 2, nn.LayerNorm(4)), "f2,3,4", lambda m, x: m(x, src_key_padding_mask=PADDING))
case("TransformerEncoder causal", lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6, batch_first=True), 2), "f2,3,4", lambda m, x: m(x, mask=CAUSAL))
case("TransformerDecoder", lambda: nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 6), 2, nn.LayerNorm(4)), "f3,2,4 f5,2,4", lambda m, x, y: m(x, y, tgt_mask=CAUSAL))
case("Transformer", lambda: nn.Transformer(4, 2, 1, 2, 6), "f5,2,4 f3,2,4")
case("Transformer masks", lambda: nn.Transformer(4, 2, num_encoder_layers=2, num_decoder_layers=1, dim_feedforward=6, batch_first=True, norm_first=True), "f2,3,4 f2,3,4", lambda m, x, y: m(x, y, src_mask=CAUSAL, tgt_mask=nn.Transformer.generate_square_subsequent_mask(3), src_key_padding_mask=PADDING, tgt_is_causal=True))
