using System.Runtime.InteropServices;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>One entry of a map of parameters: its name, and its value where that is a whole number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GrpcParameter(string Name, long? Number)
{
    private const int Int64Field = 2;
    private const int Uint64Field = 5;

    public static GrpcParameter Read(ProtoReader entry, InferRequestLimits limits)
    {
        var name = string.Empty;
        long? number = null;
        while (entry.Next())
        {
            switch (entry.Field)
            {
                case 1: name = entry.Text("a parameter's name", limits.MaxNameLength); break;
                case 2: number = ReadNumber(entry.Message()); break;
                default: entry.Skip(); break;
            }
        }

        return new GrpcParameter(name, number);
    }

    /// <summary>The value, from 0 to a limit; anything else is refused.</summary>
    public long Count(long max) => Number is { } number and >= 0 && number <= max
        ? number
        : throw new RefusedException($"parameter '{Name}' must be a whole number from 0 to {max}");

    public void RefuseSharedMemory()
    {
        if (Name.StartsWith("shared_memory_", StringComparison.Ordinal)) throw RefusedException.Unsupported("shared memory is not supported");
    }

    private static long? ReadNumber(ProtoReader value)
    {
        long? number = null;
        while (value.Next())
        {
            if (value.Field is Int64Field or Uint64Field)
            {
                value.Expect(WireFormat.WireType.Varint);
                var bits = value.Varint();
                number = value.Field == Uint64Field && bits > long.MaxValue ? long.MaxValue : (long)bits;
            }
            else
            {
                number = null;
                value.Skip();
            }
        }

        return number;
    }
}
