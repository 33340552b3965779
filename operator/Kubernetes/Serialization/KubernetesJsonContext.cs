using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Serialization;

/// <summary>Source-generated JSON of the built-in kinds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(V1Deployment))]
[JsonSerializable(typeof(EntityList<V1Deployment>))]
[JsonSerializable(typeof(V1ReplicaSet))]
[JsonSerializable(typeof(EntityList<V1ReplicaSet>))]
[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(EntityList<V1Pod>))]
[JsonSerializable(typeof(V1Service))]
[JsonSerializable(typeof(EntityList<V1Service>))]
[JsonSerializable(typeof(V1Endpoints))]
[JsonSerializable(typeof(EntityList<V1Endpoints>))]
[JsonSerializable(typeof(V1ServiceAccount))]
[JsonSerializable(typeof(EntityList<V1ServiceAccount>))]
[JsonSerializable(typeof(V1Secret))]
[JsonSerializable(typeof(EntityList<V1Secret>))]
[JsonSerializable(typeof(V1ConfigMap))]
[JsonSerializable(typeof(EntityList<V1ConfigMap>))]
[JsonSerializable(typeof(V1Namespace))]
[JsonSerializable(typeof(EntityList<V1Namespace>))]
[JsonSerializable(typeof(V1Node))]
[JsonSerializable(typeof(EntityList<V1Node>))]
[JsonSerializable(typeof(V1PersistentVolumeClaim))]
[JsonSerializable(typeof(EntityList<V1PersistentVolumeClaim>))]
[JsonSerializable(typeof(V1NetworkPolicy))]
[JsonSerializable(typeof(EntityList<V1NetworkPolicy>))]
[JsonSerializable(typeof(V1PodDisruptionBudget))]
[JsonSerializable(typeof(EntityList<V1PodDisruptionBudget>))]
[JsonSerializable(typeof(V1ControllerRevision))]
[JsonSerializable(typeof(EntityList<V1ControllerRevision>))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(EntityList<V1Lease>))]
[JsonSerializable(typeof(Corev1Event))]
[JsonSerializable(typeof(EntityList<Corev1Event>))]
[JsonSerializable(typeof(V1ResourceQuota))]
[JsonSerializable(typeof(EntityList<V1ResourceQuota>))]
[JsonSerializable(typeof(V1CustomResourceDefinition))]
[JsonSerializable(typeof(EntityList<V1CustomResourceDefinition>))]
[JsonSerializable(typeof(V1Scale))]
[JsonSerializable(typeof(V1Status))]
[JsonSerializable(typeof(V1APIResourceList))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class KubernetesJsonContext : JsonSerializerContext;
