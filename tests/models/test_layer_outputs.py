"""What the layers put out is what the networks compute with, and padding changes none of it."""

import pytest
import torch

from seqviz.models.convolutional_labeller import ConvolutionalLabeller
from seqviz.models.labeller import Labeller
from seqviz.models.layer_outputs import layer_outputs


@pytest.fixture(params=["convolutional", "recurrent"])
def network(request):
    torch.manual_seed(0)
    if request.param == "convolutional":
        return ConvolutionalLabeller(9, 4, 6).double()
    return Labeller(9, 4, "gru", 6, aligned=False).double()


def test_shapes_follow_the_text_until_it_is_one_vector(network):
    ids = torch.tensor([3, 1, 4, 1, 5])
    shapes = {name: tuple(values.shape) for name, values in layer_outputs(network, ids).items()}
    own = {"filters-1": (5, 6), "filters-2": (5, 6), "maximum": (6,)}
    if isinstance(network, Labeller):
        own = {"states": (5, 6), "last": (6,)}
    assert shapes == {"embedding": (5, 128), **own, "scores": (4,), "softmax": (4,)}
    assert next(iter(shapes)) == "embedding"
    assert list(shapes)[-1] == "softmax"


def test_each_layer_goes_on_from_what_the_one_before_put_out(network):
    ids = torch.tensor([3, 1, 4, 1, 5])
    found = layer_outputs(network, ids)
    torch.testing.assert_close(found["embedding"], network.embedding.weight[ids])
    if isinstance(network, Labeller):
        torch.testing.assert_close(found["last"], found["states"][-1])
        pooled = found["last"]
    else:
        kernel = network.layers[1].filters
        by_hand = torch.nn.functional.conv1d(found["filters-1"].t()[None], kernel.weight, kernel.bias, padding=1)
        torch.testing.assert_close(found["filters-2"], by_hand[0].t().relu())
        pooled = found["maximum"]
        torch.testing.assert_close(pooled, found["filters-2"].amax(0))
    torch.testing.assert_close(found["scores"], network.output(pooled))
    assert found["softmax"].sum().item() == pytest.approx(1)


def test_padding_changes_no_label(network):
    ids = torch.randint(9, (7, 3))
    lengths = torch.tensor([7, 2, 4])
    together = network(ids, lengths)
    for column, length in enumerate(lengths.tolist()):
        alone = layer_outputs(network, ids[:length, column])["scores"]
        torch.testing.assert_close(together[0, column], alone)


def test_nothing_is_caught_once_it_is_done(network):
    layer_outputs(network, torch.tensor([1, 2]))
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in network.modules())


def test_a_network_that_labels_each_token_has_no_such_strip():
    with pytest.raises(ValueError, match="each token"):
        layer_outputs(Labeller(9, 4, "gru", 6, aligned=True), torch.tensor([1, 2]))
