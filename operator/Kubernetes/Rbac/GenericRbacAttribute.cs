namespace Slipway.Kubernetes.Rbac;

/// <summary>Rights that the marked class needs, by names.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericRbacAttribute : Attribute
{
    public string[] Groups { get; set; } = [];

    public string[] Resources { get; set; } = [];

    public string[] Urls { get; set; } = [];

    public RbacVerb Verbs { get; set; }
}
