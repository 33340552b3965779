using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Conformance.Widgets;

/// <summary>A kind of our own, with status and scale subresources.</summary>
[KubernetesEntity(Group = "conformance.slipway.dev", ApiVersion = "v1", Kind = "Widget", PluralName = "widgets")]
public sealed class Widget : CustomKubernetesEntity<WidgetSpec, WidgetStatus>;
