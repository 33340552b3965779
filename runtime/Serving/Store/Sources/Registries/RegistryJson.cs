using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(DockerConfig))]
internal sealed partial class RegistryJson : JsonSerializerContext;
