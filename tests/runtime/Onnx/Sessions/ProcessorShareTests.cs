using Slipway.Runtime.Onnx.Sessions;

namespace Slipway.Runtime.Onnx.Tests.Sessions;

public sealed class ProcessorShareTests
{
    [Theory]
    [InlineData(1, false, 1, 1)]
    [InlineData(2, false, 2, 1)]
    [InlineData(3, false, 2, 1)]
    [InlineData(4, false, 2, 2)]
    [InlineData(7, false, 2, 3)]
    [InlineData(8, false, 2, 4)]
    [InlineData(10, false, 2, 5)]
    [InlineData(64, false, 16, 4)]
    [InlineData(1, true, 1, 1)]
    [InlineData(8, true, 8, 1)]
    public void Runs_and_their_threads_together_are_the_processors(int processors, bool accelerated, int runs, int threads) =>
        ProcessorShare.For(processors, accelerated).ShouldBe(new ProcessorShare(runs, threads));
}
