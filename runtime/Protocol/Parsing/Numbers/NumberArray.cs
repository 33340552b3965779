using System.Buffers;
using System.Runtime.CompilerServices;

namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>
/// Arrays of elements that are not strings, flat or nested to any form, in one pass for grammar and values. Strict: what it takes is
/// JSON with the right number of elements. What it does not take may still be right; <see cref="JsonElements"/> decides then.
/// </summary>
internal static class NumberArray
{
    /// <summary>Far below <see cref="RequestReader.MaxDepth"/>, which counts what is around the array as well.</summary>
    private const int MaxDepth = 16;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("[]\"{"u8);

    /// <summary>Finds the end of the array that the bytes begin with, without looking at its elements.</summary>
    /// <returns>Its length; -1 when it holds strings or objects, nothing, very deep nesting, or has no end.</returns>
    public static int Length(ReadOnlySpan<byte> json)
    {
        var (position, depth) = (1, 1);
        while (true)
        {
            var step = json[position..].IndexOfAny(Marks);
            if (step < 0) return -1;
            position += step + 1;
            switch (json[position - 1])
            {
                case (byte)'[' when depth < MaxDepth: depth++; break;
                case (byte)']' when step == 0 && json[position - 2] == (byte)'[': return -1;
                case (byte)']' when --depth == 0: return position;
                case (byte)']': break;
                default: return -1;
            }
        }
    }

    /// <summary>Reads exactly as many elements as there is room for.</summary>
    /// <param name="data">From the first bracket to the last.</param>
    /// <param name="destination">Undefined when the answer is false.</param>
    public static bool TryRead<T, TGrammar>(ReadOnlySpan<byte> data, Span<T> destination)
        where T : unmanaged
        where TGrammar : struct, INumberGrammar<T>
    {
        var depth = 0;
        var position = Enter(data, 0, ref depth);
        for (var index = 0; index < destination.Length; index++)
        {
            if (position < 0) return false;
            position = TGrammar.Read(data, position, out destination[index]);
            if (position < 0) return false;
            position = Follow(data, position, ref depth);
        }

        return position == data.Length && depth == 0;
    }

    /// <summary>From the end of an element to the next one, or to the end of the outermost array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Follow(ReadOnlySpan<byte> data, int position, ref int depth)
    {
        // Nearly always a comma, perhaps a space, and a number; it needs no look at the nesting.
        if (position + 2 < data.Length && data[position] == (byte)',')
        {
            var next = data[position + 1] == (byte)' ' ? position + 2 : position + 1;
            if (data[next] is >= (byte)'-' and <= (byte)'9') return next;
        }

        return Leave(data, position, ref depth);
    }

    private static int Leave(ReadOnlySpan<byte> data, int position, ref int depth)
    {
        while (true)
        {
            position = PastSpace(data, position);
            if (position == data.Length) return -1;
            if (data[position] == (byte)',') return Enter(data, position + 1, ref depth);
            if (data[position] != (byte)']' || --depth < 0) return -1;
            position++;
            if (depth == 0) return position;
        }
    }

    private static int Enter(ReadOnlySpan<byte> data, int position, ref int depth)
    {
        while (true)
        {
            position = PastSpace(data, position);
            if (position == data.Length) return -1;
            if (data[position] != (byte)'[') return depth > 0 ? position : -1;
            depth++;
            position++;
        }
    }

    private static int PastSpace(ReadOnlySpan<byte> data, int position)
    {
        while (position < data.Length && data[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') position++;
        return position;
    }
}
