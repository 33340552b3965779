using System.Collections.Immutable;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Onnx.Sessions;

namespace Slipway.Runtime.Onnx.Tests.Sessions;

public sealed class SessionPlanTests
{
    private const int Mebibyte = 1 << 20;

    [Theory]
    [InlineData("few weights, many operators: a session for each run", Mebibyte / 2, 200, 4, 4)]
    [InlineData("few weights in one operator", Mebibyte, 1, 2, 2)]
    [InlineData("more weights, many operators", 10 * Mebibyte, 400, 2, 2)]
    [InlineData("long operators: weights once", 8 * Mebibyte, 16, 2, 1)]
    [InlineData("as many as 64 MiB of copies allow", 40 * Mebibyte, 1000, 4, 2)]
    [InlineData("none, where one copy is too large", 100 * Mebibyte, 2000, 4, 1)]
    [InlineData("no weights at all", 0, 3, 2, 2)]
    [InlineData("one run at a time", Mebibyte / 2, 200, 1, 1)]
    public void Runs_have_sessions_of_their_own_where_operators_are_short(string because, long weights, int operators, int runs, int sessions) =>
        Plan(weights, operators, runs).Sessions.ShouldBe(sessions, because);

    [Fact]
    public void Constants_are_no_operators() =>
        SessionPlan.For(Summary(8 * Mebibyte, [new("MatMul", 16), new("Constant", 500)]), Cpu, threads: 1, runs: 2).Sessions.ShouldBe(1);

    [Fact]
    public void An_accelerator_has_the_weights_once() =>
        SessionPlan.For(Summary(Mebibyte / 2, [new("Conv", 200)]), new(Accelerator.All[0], CpuAllowed: true, null), threads: 1, runs: 4).Sessions.ShouldBe(1);

    private static ProviderChoice Cpu { get; } = new(Accelerator: null, CpuAllowed: true, PassedOver: null);

    private static SessionPlan Plan(long weights, int operators, int runs) =>
        SessionPlan.For(Summary(weights, [new("Conv", operators)]), Cpu, threads: 1, runs);

    private static ModelSummary Summary(long weights, IEnumerable<KeyValuePair<string, int>> operators) => new()
    {
        IrVersion = 8,
        Producer = "",
        Opsets = ImmutableSortedDictionary<string, long>.Empty,
        Inputs = [],
        Outputs = [],
        Operators = operators.ToImmutableSortedDictionary(StringComparer.Ordinal),
        OwnDomains = [],
        Parameters = weights / 4,
        WeightBytes = weights,
        ExternalTensors = [],
    };
}
