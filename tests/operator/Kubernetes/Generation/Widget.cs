using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Tests.Generation;

/// <summary>A kind that uses every attribute, for the golden file.</summary>
[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Widget", PluralName = "widgets")]
[KubernetesEntityShortNames("wd")]
[KubernetesEntityCategories("all", "example")]
[ScaleSubresource(".spec.replicas", ".status.replicas", ".status.selector")]
[MetadataName("^[a-z]([-a-z0-9]*[a-z0-9])?$", 50)]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string", Description = "Whether it works")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date", Priority = 1)]
[Description("A widget.")]
[ValidationRule("self.metadata.name != 'no'", "no is not a name")]
public sealed class Widget : CustomKubernetesEntity<WidgetSpec, WidgetStatus>;
