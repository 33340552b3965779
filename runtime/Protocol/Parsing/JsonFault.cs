using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Says where JSON is wrong without repeating what the client sent.</summary>
internal static class JsonFault
{
    public static string Describe(JsonException exception) =>
        exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? $"nested deeper than {RequestReader.MaxDepth} levels"
            : $"not valid at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}";
}
