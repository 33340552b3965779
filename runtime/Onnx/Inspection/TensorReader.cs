using System.Globalization;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Reads what a tensor is, not its values.</summary>
internal sealed class TensorReader(ProtobufReader reader)
{
    private readonly Dictionary<string, string> _reference = [];

    /// <summary>Reads a tensor up to <paramref name="end"/>.</summary>
    public TensorSummary Read(long end)
    {
        _reference.Clear();
        var (name, elementType, elements, isExternal) = (string.Empty, 0, 1L, false);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    reader.ReadIntegers(type, end, dimension => elements = Multiply(elements, dimension));
                    break;
                case 2:
                    elementType = (int)reader.ReadInteger(type);
                    break;
                case 8:
                    name = reader.ReadText(type, end);
                    break;
                case 13:
                    ReadReference(reader.ReadEnd(type, end));
                    break;
                case 14:
                    isExternal = reader.ReadInteger(type) == 1;
                    break;
                default:
                    reader.Skip(type, end);
                    break;
            }
        }

        var bytes = (Multiply(elements, ElementTypes.Bits(elementType)) + 7) / 8;
        return new TensorSummary(name, elements, bytes, isExternal || _reference.Count > 0 ? Reference(name, bytes) : null);
    }

    private void ReadReference(long end)
    {
        var (key, value) = (string.Empty, string.Empty);
        while (reader.TryReadTag(end, out var field, out var type))
        {
            if (field == 1)
                key = reader.ReadText(type, end);
            else if (field == 2)
                value = reader.ReadText(type, end);
            else
                reader.Skip(type, end);
        }

        _reference[key] = value;
    }

    private ExternalTensor Reference(string name, long bytes) => new(
        name, _reference.GetValueOrDefault("location", string.Empty), Number("offset", 0), Math.Max(Number("length", bytes), bytes));

    private long Number(string key, long absent)
    {
        if (!_reference.TryGetValue(key, out var text))
            return absent;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw reader.Malformed();
    }

    private long Multiply(long left, long right)
    {
        try
        {
            return right >= 0 ? checked(left * right) : throw reader.Malformed();
        }
        catch (OverflowException)
        {
            throw reader.Malformed();
        }
    }
}
