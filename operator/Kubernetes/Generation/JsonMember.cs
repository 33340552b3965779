using System.Reflection;

namespace Slipway.Kubernetes.Generation;

/// <summary>A property that appears in JSON.</summary>
/// <param name="JsonName">Its name there.</param>
/// <param name="Property">The property.</param>
internal sealed record JsonMember(string JsonName, PropertyInfo Property);
