namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Walks over the scalars of an array whose grammar is known to be right; brackets, commas and white space are passed over.</summary>
internal ref struct TokenScanner(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>The next scalar, strings with their quotes; or an object's brace, which no element type accepts.</summary>
    public bool Next(out ReadOnlySpan<byte> token)
    {
        while (_position < _data.Length && IsBetween(_data[_position])) _position++;
        var start = _position;
        if (start == _data.Length)
        {
            token = default;
            return false;
        }

        if (_data[start] == (byte)'"')
        {
            SkipString();
        }
        else
        {
            do _position++;
            while (_position < _data.Length && !IsBetween(_data[_position]));
        }

        token = _data[start.._position];
        return true;
    }

    private static bool IsBetween(byte value) =>
        value is (byte)',' or (byte)'[' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private void SkipString()
    {
        _position++;
        while (_data[_position] != (byte)'"') _position += _data[_position] == (byte)'\\' ? 2 : 1;
        _position++;
    }
}
