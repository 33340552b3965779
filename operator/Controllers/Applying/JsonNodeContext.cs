using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Slipway.Controllers.Applying;

/// <summary>Source-generated JSON of untyped objects.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class JsonNodeContext : JsonSerializerContext;
