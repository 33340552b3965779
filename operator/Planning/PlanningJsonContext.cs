using System.Text.Json.Serialization;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Autoscaling.Memory;
using Slipway.Planning.Revisions;
using Slipway.Planning.Runtime;

namespace Slipway.Planning;

/// <summary>Source-generated JSON of what planning reads and stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(RuntimeStatus))]
[JsonSerializable(typeof(TerminationMessage))]
[JsonSerializable(typeof(RevisionRecord))]
[JsonSerializable(typeof(ScaleMemory))]
[JsonSerializable(typeof(V1PodSpec))]
internal sealed partial class PlanningJsonContext : JsonSerializerContext;
