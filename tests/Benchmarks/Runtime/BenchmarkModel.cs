using System.Collections.Immutable;

namespace Slipway.Benchmarks.Runtime;

/// <summary>A model, and the request of one row that it is asked.</summary>
/// <param name="Name">Short, for options and tables.</param>
/// <param name="Path">The file.</param>
/// <param name="Inputs">The request.</param>
/// <param name="BatchAxes">Which dimension of each input counts rows; -1: none, the input is shared.</param>
/// <param name="Arguments">What our server is told beside the file.</param>
internal sealed record BenchmarkModel(
    string Name, string Path, ImmutableArray<BenchmarkInput> Inputs, ImmutableArray<int> BatchAxes, ImmutableArray<string> Arguments);
