using Slipway.Gateway.Measuring;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Goes through the fields of a protobuf message.</summary>
internal struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private ReadOnlyMemory<byte> rest = message;

    /// <summary>Its number.</summary>
    public int Field { get; private set; }

    /// <summary>Whether it has a length: texts, bytes and messages do.</summary>
    public bool IsDelimited { get; private set; }

    /// <summary>What stands behind its length; empty: it has none.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Its number where it is a varint.</summary>
    public long Number { get; private set; }

    /// <summary>Goes to the next field; false: there is none.</summary>
    /// <exception cref="UnreadableAnswerException">It is broken.</exception>
    public bool Next()
    {
        if (rest.IsEmpty)
            return false;
        var tag = Varint();
        (Field, IsDelimited, Value, Number) = ((int)(tag >> 3), (tag & 7) == 2, default, 0);
        switch (tag & 7)
        {
            case 0:
                Number = (long)Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Value = Take(Varint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Broken();
        }
        return true;
    }

    /// <summary>The varints of a packed field.</summary>
    public static List<long> Numbers(ReadOnlyMemory<byte> packed)
    {
        var numbers = new List<long>();
        for (var reader = new ProtobufReader(packed); !reader.rest.IsEmpty;)
            numbers.Add((long)reader.Varint());
        return numbers;
    }

    private ulong Varint()
    {
        if (!ProtobufFields.TryReadVarint(rest.Span, out var value, out var used))
            throw Broken();
        rest = rest[used..];
        return value;
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)rest.Length)
            throw Broken();
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static UnreadableAnswerException Broken() => new("it is no protobuf message");
}
