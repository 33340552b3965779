using Slipway.Tests.Support.Models.Schema;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Tests.Support.Models;

/// <summary>Models that must be refused, or fail later; each in its own way.</summary>
public static class BrokenModels
{
    /// <summary>Bytes that are no ONNX file.</summary>
    public static byte[] Corrupt() => "this is not an ONNX model"u8.ToArray();

    /// <summary>A good file, cut in the middle.</summary>
    public static byte[] Truncated() => WorkingModels.Mlp(1, 64, 32, 8).ToBytes()[..3000];

    /// <summary>Needs operators of the year 2100.</summary>
    public static OnnxModel UnsupportedOpset() => Pass(new OnnxModel(opset: 99));

    /// <summary>Needs an operator library that nobody gave.</summary>
    public static OnnxModel UnknownDomain() => new OnnxModel()
        .Import("com.example.custom", 1)
        .Input("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,4")
        .Node("Mystery", ["x"], ["y"], "com.example.custom");

    /// <summary>An operator that its set does not have.</summary>
    public static OnnxModel UnknownOperator() => new OnnxModel()
        .Input("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,4")
        .Node("NoSuchOperator", ["x"], ["y"]);

    /// <summary>Loads, but every inference fails: it takes column 99 of 4.</summary>
    public static OnnxModel FailsAtInference() => new OnnxModel()
        .Input("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,1")
        .Input("unused", DataType.Int64, "1")
        .Weights<long>("ninetyNine", DataType.Int64, [99], 1)
        .Node("Add", ["ninetyNine", "unused"], ["column"])
        .Node("Gather", ["x", "column"], ["y"], attributes: OnnxAttribute.Int("axis", 1));

    /// <summary><c>x</c> FP32 [batch,1] → <c>y</c>, like <see cref="WorkingModels.Slow"/>: answers for numbers below one, fails for others.</summary>
    public static OnnxModel FailsFromOneOn() => new OnnxModel()
        .Input("x", DataType.Float, "batch,1")
        .Output("y", DataType.Float, "batch,1")
        .Weights<long>("width", DataType.Int64, [0], 1)
        .Node("Cast", ["x"], ["whole"], attributes: OnnxAttribute.Int("to", (long)DataType.Int64))
        .Node("ReduceMax", ["whole"], ["most"], attributes: [OnnxAttribute.Int("keepdims", 0)])
        .Node("Reshape", ["most", "one"], ["rows"])
        .Weights<long>("one", DataType.Int64, [1], 1)
        .Node("Concat", ["rows", "width"], ["more"], attributes: OnnxAttribute.Int("axis", 0))
        .Node("Shape", ["x"], ["shape"])
        .Node("Add", ["shape", "more"], ["other"])
        .Node("Reshape", ["x", "other"], ["y"]);

    /// <summary><c>x</c> FP32 [batch,1] → <c>y</c>, like <see cref="WorkingModels.Slow"/>, but each row needs that many bytes.</summary>
    public static OnnxModel HugeRows(long bytes) => new OnnxModel()
        .Input("x", DataType.Float, "batch,1")
        .Output("y", DataType.Float, "batch,1")
        .Weights<long>("size", DataType.Int64, [1, bytes / sizeof(float)], 2)
        .Node("Expand", ["x", "size"], ["wide"])
        .Node("ReduceMax", ["wide"], ["y"], attributes: [OnnxAttribute.Int("keepdims", 1), OnnxAttribute.Ints("axes", 1)]);

    /// <summary>Loads, but each run needs that many bytes for one intermediate.</summary>
    public static OnnxModel HugeIntermediate(long bytes) => new OnnxModel()
        .Input("x", DataType.Float, "1")
        .Output("y", DataType.Float, "1")
        .Weights<long>("size", DataType.Int64, [bytes / sizeof(float)], 1)
        .Node("Expand", ["x", "size"], ["wide"])
        .Node("ReduceMax", ["wide"], ["y"], attributes: [OnnxAttribute.Int("keepdims", 0), OnnxAttribute.Ints("axes", 0)]);

    /// <summary>Carries that many bytes of weights inside the file (below 2 GiB).</summary>
    public static OnnxModel HugeInitializer(int bytes) => new OnnxModel()
        .Input("x", DataType.Float, "1")
        .Output("y", DataType.Float, "?")
        .Weights<float>("w", DataType.Float, new float[bytes / sizeof(float)], bytes / sizeof(float))
        .Node("Add", ["x", "w"], ["y"]);

    /// <summary>Answers with a list of tensors.</summary>
    public static OnnxModel SequenceOutput()
    {
        var model = new OnnxModel().Input("x", DataType.Float, "4").Node("SplitToSequence", ["x"], ["y"]);
        var element = OnnxModel.Value("y", DataType.Float, "?").Type;
        model.Proto.Graph.Output.Add(new ValueInfoProto
        {
            Name = "y",
            Type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = element } },
        });
        return model;
    }

    private static OnnxModel Pass(OnnxModel model) => model
        .Input("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,4")
        .Node("Identity", ["x"], ["y"]);
}
