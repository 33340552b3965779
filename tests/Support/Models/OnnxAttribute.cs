using Google.Protobuf;
using Slipway.Tests.Support.Models.Schema;
using Kind = Slipway.Tests.Support.Models.Schema.AttributeProto.Types.AttributeType;

namespace Slipway.Tests.Support.Models;

/// <summary>Attributes of operators.</summary>
public static class OnnxAttribute
{
    /// <summary>One integer.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    /// <summary>One UTF-8 string.</summary>
    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = Kind.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>Several integers.</summary>
    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = Kind.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>A graph, as Loop and If take it.</summary>
    public static AttributeProto Graph(string name, GraphProto value) => new() { Name = name, Type = Kind.Graph, G = value };
}
