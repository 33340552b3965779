using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Runtime.Server.Termination;

/// <summary>JSON of the termination message; people read it in <c>kubectl describe</c>, so quotes stay quotes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TerminationMessage))]
internal sealed partial class TerminationJson : JsonSerializerContext
{
    /// <summary>With only JSON's own characters escaped.</summary>
    public static TerminationJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
