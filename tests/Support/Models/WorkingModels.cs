using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Tests.Support.Models;

/// <summary>Small models that answer.</summary>
public static class WorkingModels
{
    /// <summary>
    /// Fully connected layers with ReLU between them: <c>x</c> FP32 [batch,first] → <c>y</c> FP32 [batch,last].
    /// The weights are always the same for the same seed.
    /// </summary>
    public static OnnxModel Mlp(int seed, params int[] sizes)
    {
        var random = new Random(seed);
        var model = new OnnxModel()
            .Input("x", DataType.Float, $"batch,{sizes[0]}")
            .Output("y", DataType.Float, $"batch,{sizes[^1]}");
        var current = "x";
        for (var layer = 1; layer < sizes.Length; layer++)
        {
            var (rows, columns) = (sizes[layer - 1], sizes[layer]);
            var weights = Enumerable.Range(0, rows * columns).Select(_ => (random.NextSingle() - 0.5f) * 0.1f).ToArray();
            var last = layer == sizes.Length - 1;
            var product = last ? "y" : $"h{layer}";
            model.Weights<float>($"w{layer}", DataType.Float, weights, rows, columns)
                .Weights<float>($"b{layer}", DataType.Float, new float[columns], columns)
                .Node("Gemm", [current, $"w{layer}", $"b{layer}"], [product]);
            if (!last)
                model.Node("Relu", [product], [$"r{layer}"]);
            current = $"r{layer}";
        }

        return model;
    }

    /// <summary><c>x</c> → <c>y</c>, unchanged, of any type and shape.</summary>
    public static OnnxModel Identity(DataType type, string shape = "batch,width") => new OnnxModel()
        .Input("x", type, shape)
        .Output("y", type, shape)
        .Node("Identity", ["x"], ["y"]);

    /// <summary><c>x</c> FP32 [batch,4] → <c>x</c> itself and <c>y</c>, its ReLU.</summary>
    public static OnnxModel PassThrough() => new OnnxModel()
        .Input("x", DataType.Float, "batch,4")
        .Output("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,4")
        .Node("Relu", ["x"], ["y"]);

    /// <summary><c>x</c> FP32 [samples] → <c>y</c>, its fifth element: fails for fewer than five.</summary>
    public static OnnxModel FifthOf() => new OnnxModel()
        .Input("x", DataType.Float, "samples")
        .Output("y", DataType.Float, "1")
        .Weights<long>("four", DataType.Int64, [4], 1)
        .Node("Gather", ["x", "four"], ["y"], attributes: OnnxAttribute.Int("axis", 0));

    /// <summary><c>x</c> BYTES [batch] → <c>y</c> FP32 [batch], the numbers written there: fails for other words.</summary>
    public static OnnxModel NumbersInText() => new OnnxModel()
        .Input("x", DataType.String, "batch")
        .Output("y", DataType.Float, "batch")
        .Node("Cast", ["x"], ["y"], attributes: OnnxAttribute.Int("to", (long)DataType.Float));

    /// <summary>Two scalars FP32 <c>a</c> and <c>b</c> → their sum <c>y</c>: a model without any dimension.</summary>
    public static OnnxModel ScalarSum() => new OnnxModel()
        .Input("a", DataType.Float, string.Empty)
        .Input("b", DataType.Float, string.Empty)
        .Output("y", DataType.Float, string.Empty)
        .Node("Add", ["a", "b"], ["y"]);

    /// <summary><c>x</c> FP32 [batch,width] → <c>y</c> [batch,3], but width must be what the weights have, which only a run can tell.</summary>
    public static OnnxModel HiddenWidth(int width) => new OnnxModel()
        .Input("x", DataType.Float, "batch,width")
        .Output("y", DataType.Float, "batch,3")
        .Weights<float>("w", DataType.Float, new float[width * 3], width, 3)
        .Node("MatMul", ["x", "w"], ["y"]);

    /// <summary><c>x</c> FP32 [batch,1] → <c>y</c>, after that many rounds of a loop; each ends when the run is terminated.</summary>
    public static OnnxModel Slow(long rounds)
    {
        var body = new OnnxModel()
            .Input("i", DataType.Int64, string.Empty)
            .Input("go", DataType.Bool, string.Empty)
            .Input("v", DataType.Float, "batch,1")
            .Output("again", DataType.Bool, string.Empty)
            .Output("next", DataType.Float, "batch,1")
            .Node("Identity", ["go"], ["again"])
            .Node("Sin", ["v"], ["next"]);
        return new OnnxModel()
            .Input("x", DataType.Float, "batch,1")
            .Output("y", DataType.Float, "batch,1")
            .Weights<long>("rounds", DataType.Int64, [rounds], [])
            .Weights<byte>("true", DataType.Bool, [1], [])
            .Node("Loop", ["rounds", "true", "x"], ["y"], attributes: OnnxAttribute.Graph("body", body.Proto.Graph));
    }
}
