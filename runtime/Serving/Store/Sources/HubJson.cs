using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources;

[JsonSerializable(typeof(HubRevision))]
internal sealed partial class HubJson : JsonSerializerContext;
