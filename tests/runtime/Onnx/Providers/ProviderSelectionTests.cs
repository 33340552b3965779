using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Tests.Providers;

public sealed class ProviderSelectionTests
{
    private const string Broken = "libcublasLt.so.13: cannot open shared object file";

    [Theory]
    [InlineData("CPU", null, "CPU", true, null)]
    [InlineData("CUDA", null, "CUDA", false, null)]
    [InlineData("CUDA CPU", null, "CUDA", true, null)]
    [InlineData("CUDA CPU", Broken, "CPU", true, "CUDA: " + Broken)]
    [InlineData("CPU CUDA", Broken, "CPU", true, null)]
    [InlineData("cuda cpu", null, "CUDA", true, null)]
    public void Takes_the_first_usable_one(string requested, string? broken, string active, bool cpuAllowed, string? passedOver)
    {
        var choice = ProviderSelection.Choose(requested.Split(' '), new Probe(broken), out var failure);

        failure.ShouldBeNull();
        choice!.Active.ShouldBe(active);
        choice.CpuAllowed.ShouldBe(cpuAllowed);
        choice.PassedOver.ShouldBe(passedOver);
    }

    [Fact]
    public void Row_40_fails_closed_when_the_CPU_is_not_listed()
    {
        ProviderSelection.Choose(["CUDA"], new Probe(Broken), out var failure).ShouldBeNull();

        failure.ShouldBe(new StartFailure(
            StartFailureReason.ProviderUnavailable,
            $"No execution provider of [CUDA] can be used. CUDA: {Broken} List CPU as well to allow running on it."));
    }

    [Theory]
    [InlineData("ROCm", "Unknown execution provider 'ROCm'; known are CPU, CUDA.")]
    [InlineData("CPU Metal", "Unknown execution provider 'Metal'; known are CPU, CUDA.")]
    [InlineData("", "No execution provider is named; known are CPU, CUDA.")]
    public void Refuses_names_that_mean_nothing(string requested, string message)
    {
        var names = requested.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        ProviderSelection.Choose(names, new Probe(null), out var failure).ShouldBeNull();

        failure.ShouldBe(new StartFailure(StartFailureReason.InvalidArguments, message));
    }

    private sealed class Probe(string? answer) : IAcceleratorProbe
    {
        public string? Unusable(Accelerator accelerator) => answer;
    }
}
