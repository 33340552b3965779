using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing.Numbers;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>
/// One structure pass. A quick one passes over arrays of numbers without looking at them, since what reads the numbers later checks
/// the grammar as well; its faults may lack the right words and places, so a careful one has to find them again.
/// </summary>
/// <param name="json">All of the request's JSON.</param>
/// <param name="limits">Bounds.</param>
/// <param name="isCareful">Whether every byte is checked.</param>
internal ref struct JsonPass(ReadOnlySpan<byte> json, InferRequestLimits limits, bool isCareful)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _offset;

    public readonly ReadOnlySpan<byte> Json => _json;

    public InferRequestLimits Limits { get; } = limits;

    /// <summary>Whether an array was passed over.</summary>
    public bool HasUnchecked { get; private set; }

    /// <summary>Moves from the first bracket of an array to its last.</summary>
    /// <returns>Where in the JSON it lies, and whether its grammar was checked.</returns>
    public (Range Range, bool IsChecked) PassArray(ref Utf8JsonReader reader)
    {
        var start = _offset + (int)reader.TokenStartIndex;
        var length = isCareful ? -1 : NumberArray.Length(_json[start..]);
        if (length < 0)
        {
            reader.Skip();
            return (start..(_offset + (int)reader.BytesConsumed), true);
        }

        // The reader goes on at the last bracket, as if nothing had been before it.
        HasUnchecked = true;
        _offset = start + length - 1;
        reader = new Utf8JsonReader(_json[_offset..], isFinalBlock: true, reader.CurrentState);
        reader.Read();
        return (start..(start + length), false);
    }
}
