using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>
/// The element pass: the elements of a JSON array, flat or nested to any form, in the order they stand, into typed memory.
/// The array's grammar was checked by the structure pass.
/// </summary>
internal static class JsonElements
{
    /// <summary>Reads every element, or refuses the request.</summary>
    /// <returns>How many bytes of <paramref name="destination"/> were written.</returns>
    public static int Read(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        switch (input.Datatype)
        {
            case WireDatatype.Bool: ReadBooleans(input, data, destination); break;
            case WireDatatype.Uint8: ReadIntegers<byte>(input, data, destination); break;
            case WireDatatype.Uint16: ReadIntegers<ushort>(input, data, destination); break;
            case WireDatatype.Uint32: ReadIntegers<uint>(input, data, destination); break;
            case WireDatatype.Uint64: ReadIntegers<ulong>(input, data, destination); break;
            case WireDatatype.Int8: ReadIntegers<sbyte>(input, data, destination); break;
            case WireDatatype.Int16: ReadIntegers<short>(input, data, destination); break;
            case WireDatatype.Int32: ReadIntegers<int>(input, data, destination); break;
            case WireDatatype.Int64: ReadIntegers<long>(input, data, destination); break;
            case WireDatatype.Fp32: ReadFloats(input, data, destination); break;
            case WireDatatype.Fp64: ReadDoubles(input, data, destination); break;
            case WireDatatype.Bytes: return ReadStrings(input, data, destination);
            default: throw new InvalidOperationException($"{input.Datatype} has no JSON form.");
        }

        return destination.Length;
    }

    private static void ReadIntegers<T>(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(destination);
        var scanner = new TokenScanner(data);
        var count = 0;
        while (scanner.Next(out var token))
        {
            if (count == elements.Length) throw InputBuilder.WrongCount(input);
            if (!IntegerToken.TryParse(token, out elements[count])) throw NotAnElement(input, count);
            count++;
        }

        if (count < elements.Length) throw InputBuilder.WrongCount(input);
    }

    private static void ReadFloats(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var elements = MemoryMarshal.Cast<byte, float>(destination);
        var scanner = new TokenScanner(data);
        var count = 0;
        while (scanner.Next(out var token))
        {
            if (count == elements.Length) throw InputBuilder.WrongCount(input);
            if (!FloatToken.TryParse(token, out elements[count])) throw NotAnElement(input, count);
            count++;
        }

        if (count < elements.Length) throw InputBuilder.WrongCount(input);
    }

    private static void ReadDoubles(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var elements = MemoryMarshal.Cast<byte, double>(destination);
        var scanner = new TokenScanner(data);
        var count = 0;
        while (scanner.Next(out var token))
        {
            if (count == elements.Length) throw InputBuilder.WrongCount(input);
            if (!FloatToken.TryParse(token, out elements[count])) throw NotAnElement(input, count);
            count++;
        }

        if (count < elements.Length) throw InputBuilder.WrongCount(input);
    }

    private static void ReadBooleans(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var scanner = new TokenScanner(data);
        var count = 0;
        while (scanner.Next(out var token))
        {
            if (count == destination.Length) throw InputBuilder.WrongCount(input);
            if (token.SequenceEqual("true"u8)) destination[count] = 1;
            else if (token.SequenceEqual("false"u8)) destination[count] = 0;
            else throw NotAnElement(input, count);
            count++;
        }

        if (count < destination.Length) throw InputBuilder.WrongCount(input);
    }

    /// <summary>Strings have escapes, so this is left to the JSON reader.</summary>
    private static int ReadStrings(InputDraft input, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var reader = new Utf8JsonReader(data);
        var (count, written) = (0, 0);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
            if (reader.TokenType != JsonTokenType.String) throw NotAnElement(input, count);
            if (count == input.ElementCount) throw InputBuilder.WrongCount(input);
            try
            {
                var length = reader.CopyString(destination[(written + sizeof(uint))..]);
                BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], (uint)length);
                written += sizeof(uint) + length;
            }
            catch (InvalidOperationException)
            {
                throw new RefusedException($"input '{input.Name}': element {count} is not valid Unicode");
            }

            count++;
        }

        return count == input.ElementCount ? written : throw InputBuilder.WrongCount(input);
    }

    private static RefusedException NotAnElement(InputDraft input, int index) =>
        new($"input '{input.Name}': element {index} of 'data' is not a {input.Datatype.Name()}");
}
