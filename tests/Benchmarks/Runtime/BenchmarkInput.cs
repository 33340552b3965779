using System.Runtime.InteropServices;

namespace Slipway.Benchmarks.Runtime;

/// <summary>One input of the request that is sent over and over.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">FP32 or INT64.</param>
/// <param name="Shape">Its dimensions, one row.</param>
/// <param name="Bytes">Its elements.</param>
internal sealed record BenchmarkInput(string Name, string Datatype, long[] Shape, byte[] Bytes)
{
    public static BenchmarkInput Floats(string name, params long[] shape)
    {
        var values = Enumerable.Range(0, (int)shape.Aggregate(1L, (product, dimension) => product * dimension))
            .Select(index => MathF.Round(MathF.Sin(index) * 0.5f, 6));
        return new BenchmarkInput(name, "FP32", shape, MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray());
    }
}
