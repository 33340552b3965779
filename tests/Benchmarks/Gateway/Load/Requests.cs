using System.Globalization;
using System.Text;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Gateway.Load;

/// <summary>The requests, as they go over the wire: about 400 bytes of JSON, and 1 MiB of binary tensor.</summary>
internal static class Requests
{
    public const string Small = "small";

    public const string Large = "large";

    /// <summary>Elements of the small request's row, and of the model's input.</summary>
    public const int Width = 32;

    private const int LargeBytes = 1024 * 1024;

    /// <summary>Names of the sizes.</summary>
    public static IReadOnlyList<string> Sizes { get; } = [Small, Large];

    public static byte[] Of(string size, string path) => size == Small ? SmallTo(path) : LargeTo(path);

    private static byte[] SmallTo(string path)
    {
        var data = Enumerable.Range(0, Width).Select(index => Math.Round(Math.Sin(index) * 0.5, 7).ToString("0.0000000", CultureInfo.InvariantCulture));
        var body = $$"""{"inputs":[{"name":"x","shape":[1,{{Width}}],"datatype":"FP32","data":[{{string.Join(',', data)}}]}]}""";
        return HttpHead.Post(path, "User-Agent: bench\r\nAccept: */*\r\nContent-Type: application/json\r\n", Encoding.UTF8.GetBytes(body));
    }

    private static byte[] LargeTo(string path)
    {
        // The length of the text depends on the number in it, but not for numbers this close to each other.
        string Text(int tensor) =>
            $$$"""{"inputs":[{"name":"x","shape":[1,{{{tensor / sizeof(float)}}}],"datatype":"FP32","parameters":{"binary_data_size":{{{tensor}}}}}]}""";
        var header = Text((LargeBytes - Text(LargeBytes - 128).Length) & ~3);
        var body = new byte[LargeBytes];
        Encoding.UTF8.GetBytes(header, body);
        var headers = $"User-Agent: bench\r\nAccept: */*\r\nContent-Type: application/octet-stream\r\nInference-Header-Content-Length: {header.Length}\r\n";
        return HttpHead.Post(path, headers, body);
    }
}
