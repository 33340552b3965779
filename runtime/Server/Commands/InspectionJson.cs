using System.Text.Json.Serialization;
using Slipway.Runtime.Onnx.Inspection;

namespace Slipway.Runtime.Server.Commands;

/// <summary>JSON of <c>inspect --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModelInspection))]
internal sealed partial class InspectionJson : JsonSerializerContext;
