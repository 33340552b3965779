using Slipway.Kubernetes.Events;

namespace Slipway.Planning;

/// <summary>Something to tell people about a ModelDeployment.</summary>
/// <param name="Type">Normal, or Warning for failures.</param>
/// <param name="Reason">CamelCase; see <see cref="Slipway.Api.EventReasons"/> and <see cref="Slipway.Api.Reasons"/>.</param>
/// <param name="Message">For people.</param>
public sealed record PlannedEvent(EventType Type, string Reason, string Message);
