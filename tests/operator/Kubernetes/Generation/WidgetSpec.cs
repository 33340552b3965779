using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Quantities;

namespace Slipway.Kubernetes.Tests.Generation;

[ValidationRule("!has(self.color) || self.replicas > 0", "a color needs replicas", FieldPath = ".color", Reason = "FieldValueForbidden")]
[Description("What the widget should be.")]
public sealed class WidgetSpec
{
    [Description("Text with: a colon, a # and a line\nbreak.")]
    [Required]
    [Length(1, 63)]
    [Pattern("^[a-z]+$")]
    public string? Name { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(1000, ExclusiveMaximum = true)]
    [DefaultValue("1")]
    public int? Replicas { get; set; }

    [RangeMinimum(0.5)]
    public double? Ratio { get; set; }

    public WidgetColor? Color { get; set; }

    [EnumValues("yes", "no", "1")]
    [DefaultValue("\"yes\"")]
    public string? Answer { get; set; }

    [Items(1, 4)]
    [ItemPattern("^--", MaxLength = 80)]
    public List<string>? Args { get; set; }

    [Items(maxItems: 3, Unique = true)]
    public List<string>? Tags { get; set; }

    [Items(maxItems: 8)]
    [ItemPattern(MaxLength = 63)]
    public Dictionary<string, string>? Labels { get; set; }

    public Dictionary<string, ResourceQuantity>? Limits { get; set; }

    [ListMap("name")]
    public List<WidgetPart>? Parts { get; set; }

    public IntOrString? Port { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public JsonElement? Anything { get; set; }

    [PreserveUnknownFields]
    public V1PodSpec? PodSpec { get; set; }

    [EmbeddedResource]
    public V1Pod? Pod { get; set; }

    public V1Affinity? Affinity { get; set; }

    public List<V1Toleration>? Tolerations { get; set; }

    public bool? Enabled { get; set; }

    public long? Bytes { get; set; }

    [JsonPropertyName("caFile")]
    public string? CertificateAuthority { get; set; }

    [Ignore]
    public string? Hidden { get; set; }

    [JsonIgnore]
    public string? NotJson { get; set; }
}
