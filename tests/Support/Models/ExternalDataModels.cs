using Slipway.Tests.Support.Models.Schema;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Tests.Support.Models;

/// <summary><c>x</c> FP32 [batch,4] + four weights from another file → <c>y</c>. Each method fills a folder and returns the model's path.</summary>
public static class ExternalDataModels
{
    private const int Bytes = 4 * sizeof(float);

    /// <summary>The weights lie beside the model.</summary>
    public static string Good(string directory)
    {
        WriteWeights(Path.Join(directory, "weights.bin"), Bytes);
        return Model("weights.bin").Save(directory);
    }

    /// <summary>The location is an absolute path.</summary>
    public static string AbsolutePath(string directory)
    {
        var weights = Path.Join(directory, "weights.bin");
        WriteWeights(weights, Bytes);
        return Model(weights).Save(directory);
    }

    /// <summary>The location climbs out of the model's folder.</summary>
    public static string ParentPath(string directory)
    {
        var inner = Directory.CreateDirectory(Path.Join(directory, "inner")).FullName;
        WriteWeights(Path.Join(directory, "weights.bin"), Bytes);
        return Model("../weights.bin").Save(inner);
    }

    /// <summary>The location is a symbolic link to a file elsewhere.</summary>
    public static string SymbolicLink(string directory)
    {
        var inner = Directory.CreateDirectory(Path.Join(directory, "inner")).FullName;
        WriteWeights(Path.Join(directory, "secret.bin"), Bytes);
        File.CreateSymbolicLink(Path.Join(inner, "weights.bin"), Path.Join(directory, "secret.bin"));
        return Model("weights.bin").Save(inner);
    }

    /// <summary>The location lies in a folder that is a symbolic link.</summary>
    public static string LinkedFolder(string directory)
    {
        var inner = Directory.CreateDirectory(Path.Join(directory, "inner")).FullName;
        var outer = Directory.CreateDirectory(Path.Join(directory, "outer")).FullName;
        WriteWeights(Path.Join(outer, "weights.bin"), Bytes);
        Directory.CreateSymbolicLink(Path.Join(inner, "data"), outer);
        return Model("data/weights.bin").Save(inner);
    }

    /// <summary>The location is one of two names of the same file.</summary>
    public static string HardLink(string directory)
    {
        var inner = Directory.CreateDirectory(Path.Join(directory, "inner")).FullName;
        WriteWeights(Path.Join(directory, "secret.bin"), Bytes);
        HardLinks.Create(Path.Join(directory, "secret.bin"), Path.Join(inner, "weights.bin"));
        return Model("weights.bin").Save(inner);
    }

    /// <summary>The file ends before the weights do.</summary>
    public static string ShortFile(string directory)
    {
        WriteWeights(Path.Join(directory, "weights.bin"), Bytes - 1);
        return Model("weights.bin").Save(directory);
    }

    /// <summary>There is no such file.</summary>
    public static string MissingFile(string directory) => Model("weights.bin").Save(directory);

    /// <summary>An absolute path again, but as the default of a function's attribute.</summary>
    public static string FunctionDefault(string directory)
    {
        var model = WorkingModels.PassThrough();
        var hidden = Model(Path.Join(directory, "weights.bin")).Proto.Graph.Initializer[0];
        var function = new FunctionProto { Name = "f", Domain = "own" };
        function.AttributeProto.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = hidden });
        model.Proto.Functions.Add(function);
        return model.Save(directory);
    }

    /// <summary><c>x</c> FP32 [batch,1] times weights that ONNX Runtime reads from the mapped file in every run → <c>y</c> [batch,1], their mean.</summary>
    public static string ReadInEveryRun(string directory)
    {
        const int Count = 256 * 1024;
        WriteWeights(Path.Join(directory, "weights.bin"), Count * sizeof(float), Count);
        return new OnnxModel()
            .Input("x", DataType.Float, "batch,1")
            .Output("y", DataType.Float, "batch,1")
            .ExternalWeights("w", "weights.bin", Count * sizeof(float), Count)
            .Node("Mul", ["x", "w"], ["products"])
            .Node("ReduceMean", ["products"], ["y"], attributes: OnnxAttribute.Ints("axes", 1))
            .Save(directory);
    }

    private static OnnxModel Model(string location) => new OnnxModel()
        .Input("x", DataType.Float, "batch,4")
        .Output("y", DataType.Float, "batch,4")
        .ExternalWeights("w", location, Bytes, 4)
        .Node("Add", ["x", "w"], ["y"]);

    private static void WriteWeights(string path, int bytes, int count = 4) =>
        File.WriteAllBytes(path, Enumerable.Range(1, count).SelectMany(value => BitConverter.GetBytes((float)value)).Take(bytes).ToArray());
}
