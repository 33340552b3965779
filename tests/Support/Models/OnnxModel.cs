using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Slipway.Tests.Support.Models.Schema;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Tests.Support.Models;

/// <summary>
/// Writes ONNX files. Shapes are written <c>"batch,3,?,224"</c>: a number is fixed, a word is a named dynamic dimension,
/// <c>?</c> an unnamed one, the empty string a scalar.
/// </summary>
public sealed class OnnxModel
{
    private readonly ModelProto model = new()
    {
        IrVersion = 8,
        ProducerName = "slipway-tests",
        Graph = new GraphProto { Name = "graph" },
    };

    /// <summary>An empty model on the given version of the default operator set.</summary>
    public OnnxModel(long opset = 17) => Import(string.Empty, opset);

    /// <summary>The schema's own object, for what the builder has no word for.</summary>
    public ModelProto Proto => model;

    /// <summary>Declares an operator set.</summary>
    public OnnxModel Import(string domain, long version)
    {
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    /// <summary>Adds a tensor input.</summary>
    public OnnxModel Input(string name, DataType type, string shape)
    {
        model.Graph.Input.Add(Value(name, type, shape));
        return this;
    }

    /// <summary>Adds a tensor output.</summary>
    public OnnxModel Output(string name, DataType type, string shape)
    {
        model.Graph.Output.Add(Value(name, type, shape));
        return this;
    }

    /// <summary>Adds an operator.</summary>
    public OnnxModel Node(string operation, string[] inputs, string[] outputs, string domain = "", params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Domain = domain, Name = $"{operation}_{model.Graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        model.Graph.Node.Add(node);
        return this;
    }

    /// <summary>Adds weights whose bytes are in the file.</summary>
    public OnnxModel Weights<T>(string name, DataType type, ReadOnlySpan<T> values, params long[] dimensions)
        where T : unmanaged
    {
        var tensor = Tensor(name, type, dimensions);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Adds FP32 weights whose bytes are in another file, named exactly as <paramref name="location"/> says.</summary>
    public OnnxModel ExternalWeights(string name, string location, long length, params long[] dimensions)
    {
        var tensor = Tensor(name, DataType.Float, dimensions);
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "0" });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = length.ToString(CultureInfo.InvariantCulture) });
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => model.ToByteArray();

    /// <summary>Writes the file and returns its path.</summary>
    public string Save(string directory, string fileName = "model.onnx")
    {
        var path = Path.Join(directory, fileName);
        using var file = File.Create(path);
        model.WriteTo(file);
        return path;
    }

    /// <summary>A tensor's type, as inputs and outputs declare it.</summary>
    public static ValueInfoProto Value(string name, DataType type, string shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var part in shape.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dimension = new TensorShapeProto.Types.Dimension();
            if (long.TryParse(part, CultureInfo.InvariantCulture, out var value))
                dimension.DimValue = value;
            else if (part != "?")
                dimension.DimParam = part;
            dimensions.Dim.Add(dimension);
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }

    private static TensorProto Tensor(string name, DataType type, long[] dimensions)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type };
        tensor.Dims.AddRange(dimensions);
        return tensor;
    }
}
