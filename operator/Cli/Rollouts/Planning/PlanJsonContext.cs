using System.Text.Json.Serialization;
using Slipway.Planning.Rollouts.Preview;

namespace Slipway.Cli.Rollouts.Planning;

/// <summary>Source-generated JSON of <c>slipway rollout plan -o json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<RolloutPreview>))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
