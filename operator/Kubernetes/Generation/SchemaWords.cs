namespace Slipway.Kubernetes.Generation;

/// <summary>Kubernetes' extensions of JSON schema.</summary>
internal static class SchemaWords
{
    public const string IntOrString = "x-kubernetes-int-or-string";

    public const string ListMapKeys = "x-kubernetes-list-map-keys";

    public const string ListType = "x-kubernetes-list-type";

    public const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";

    public const string Validations = "x-kubernetes-validations";
}
