using System.Collections.Immutable;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>Reads an <c>InferInputTensor</c>, its contents aside.</summary>
internal static class GrpcInputReader
{
    public static InputDraft Read(ProtoReader reader, InferRequestLimits limits)
    {
        var (name, datatypeName) = (string.Empty, string.Empty);
        var shape = ImmutableArray.CreateBuilder<long>(4);
        Range? contents = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text("an input's name", limits.MaxNameLength); break;
                case 2: datatypeName = reader.Text("an input's datatype", limits.MaxNameLength); break;
                case 3: ReadShape(ref reader, shape, limits); break;
                case 4: GrpcParameter.Read(reader.Message(), limits).RefuseSharedMemory(); break;
                case 5:
                    if (contents is not null) throw new RefusedException($"the contents of input '{name}' are given twice");
                    contents = reader.Place();
                    break;
                default: reader.Skip(); break;
            }
        }

        return Complete(name, datatypeName, shape.DrainToImmutable(), contents, limits);
    }

    private static InputDraft Complete(
        string name, string datatypeName, ImmutableArray<long> shape, Range? contents, InferRequestLimits limits)
    {
        if (name.Length == 0) throw new RefusedException("an input has no 'name'");
        if (!WireDatatypes.TryParse(datatypeName, out var datatype))
            throw new RefusedException($"input '{name}' has the unknown datatype '{datatypeName}'");
        return new InputDraft
        {
            Name = name,
            Datatype = datatype,
            Shape = shape,
            ElementCount = ShapeMath.ElementCount(shape, datatype, limits.MaxTensorBytes)
                ?? throw new RefusedException($"input '{name}' has a shape that is too large"),
            Data = contents,
        };
    }

    private static void ReadShape(ref ProtoReader reader, ImmutableArray<long>.Builder shape, InferRequestLimits limits)
    {
        if (reader.Type == WireFormat.WireType.LengthDelimited)
        {
            var packed = reader.Message();
            while (!packed.AtEnd) Add((long)packed.Varint());
            return;
        }

        reader.Expect(WireFormat.WireType.Varint);
        Add((long)reader.Varint());

        void Add(long dimension)
        {
            if (dimension < 0) throw new RefusedException("a dimension of an input's 'shape' is negative");
            if (shape.Count == limits.MaxDimensions) throw new RefusedException($"an input has more than {limits.MaxDimensions} dimensions");
            shape.Add(dimension);
        }
    }
}
