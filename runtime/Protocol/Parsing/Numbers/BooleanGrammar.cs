namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary><c>true</c> and <c>false</c> as 1 and 0.</summary>
internal readonly struct BooleanGrammar : INumberGrammar<byte>
{
    public static int Read(ReadOnlySpan<byte> data, int position, out byte value)
    {
        var rest = data[position..];
        value = (byte)(rest.StartsWith("true"u8) ? 1 : 0);
        if (value == 1) return position + "true".Length;
        return rest.StartsWith("false"u8) ? position + "false".Length : -1;
    }
}
