"""Writes preserved.onnx and folded.onnx: one convolution and its normalisation as PyTorch exports them.

    /usr/bin/python3 make_onnx.py
"""
import torch


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 2, 3, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(2)

    def forward(self, x):
        return self.bn1(self.conv1(x))


net = Net()
with torch.no_grad():
    net.conv1.weight.copy_(torch.arange(54).reshape(2, 3, 3, 3) / 8)
    net.bn1.weight.copy_(torch.tensor([1.5, 2.5]))
    net.bn1.bias.copy_(torch.tensor([-1.0, 3.0]))
    net.bn1.running_mean.copy_(torch.tensor([0.25, 0.5]))
    net.bn1.running_var.copy_(torch.tensor([4.0, 9.0]))
x = torch.zeros(1, 3, 5, 5)
modes = torch.onnx.TrainingMode
torch.onnx.export(net.eval(), x, "preserved.onnx", training=modes.PRESERVE, do_constant_folding=False)
torch.onnx.export(net.eval(), x, "folded.onnx")
