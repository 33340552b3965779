namespace Slipway.Benchmarks.Shared.Load;

/// <summary>The head of an HTTP/1.1 message, as bytes.</summary>
public static class HttpHead
{
    /// <summary>Length of the head with the empty line behind it; -1: it is not complete.</summary>
    public static int Length(ReadOnlySpan<byte> message) => message.IndexOf("\r\n\r\n"u8) is var end and >= 0 ? end + 4 : -1;

    /// <summary>What <c>Content-Length</c> says, in its usual two spellings; -1: it is not there.</summary>
    public static long ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            at = head.IndexOf("\r\ncontent-length: "u8);
        if (at < 0)
            return -1;
        var number = 0L;
        for (var index = at + "\r\nContent-Length: ".Length; head[index] != '\r'; index++)
        {
            if (!char.IsAsciiDigit((char)head[index]))
                throw new FormatException("Content-Length is no number.");
            number = (number * 10) + head[index] - '0';
        }
        return number;
    }

    /// <summary>A whole POST request.</summary>
    /// <param name="path">What is asked.</param>
    /// <param name="headers">Further header lines, each with its line end.</param>
    /// <param name="body">Its body.</param>
    public static byte[] Post(string path, string headers, byte[] body) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {body.Length}\r\n\r\n"), .. body];
}
