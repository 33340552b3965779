namespace Slipway.EndToEnd.Harness;

/// <summary>One input of a request.</summary>
/// <param name="Data">Row-major; written as integers for integer types.</param>
public sealed record InputTensor(string Name, string Datatype, long[] Shape, double[] Data)
{
    /// <summary>The same values as floats.</summary>
    public float[] Floats => Array.ConvertAll(Data, value => (float)value);

    /// <summary>Repeatable values in [0, 1).</summary>
    public static InputTensor Random(string name, int seed, params long[] shape)
    {
        var random = new Random(seed);
        var count = (int)shape.Aggregate(1L, (product, dimension) => product * dimension);
        return new InputTensor(name, "FP32", shape, [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble(), 3))]);
    }
}
