namespace Slipway.Kubernetes.Events;

/// <summary>An event that has been written, and how often it has been seen.</summary>
/// <param name="Name">Name of the event object.</param>
/// <param name="Count">How often, this time included; 1: it has to be created.</param>
internal sealed record EventSighting(string Name, int Count);
