using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Slipway.Runtime.Protocol;

/// <summary>The small messages as JSON. Inference has a parser and an encoder of its own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(ServerLive))]
[JsonSerializable(typeof(ServerReady))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(ModelReady))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(ModelConfig))]
[JsonSerializable(typeof(ModelNames))]
[JsonSerializable(typeof(StatisticsMessage))]
[JsonSerializable(typeof(RepositoryIndexRequest))]
[JsonSerializable(typeof(ImmutableArray<RepositoryIndexEntry>))]
public sealed partial class ProtocolJson : JsonSerializerContext;
