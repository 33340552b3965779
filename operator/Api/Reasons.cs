namespace Slipway.Api;

/// <summary>Reasons in conditions, versions and events. Those of <see cref="RuntimeReasons"/> are used as well.</summary>
public static class Reasons
{
    /// <summary>All wanted replicas of the wanted version serve.</summary>
    public const string Ready = "Ready";

    /// <summary>No replicas are wanted.</summary>
    public const string ScaledToZero = "ScaledToZero";

    /// <summary>Ready replicas get requests.</summary>
    public const string Serving = "Serving";

    /// <summary>No ready replica gets requests.</summary>
    public const string NotServing = "NotServing";

    /// <summary>Nothing is left to do.</summary>
    public const string UpToDate = "UpToDate";

    /// <summary>Nothing stands in the way.</summary>
    public const string Progressing = "Progressing";

    /// <summary>The spec breaks a rule; nothing was changed.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>An object of the needed name belongs to someone else.</summary>
    public const string NameConflict = "NameConflict";

    /// <summary>The version's record was written by a newer operator.</summary>
    public const string NewerRecord = "NewerRecord";

    /// <summary>The API server refused a change.</summary>
    public const string ApplyFailed = "ApplyFailed";

    /// <summary>The operator itself failed; its log says where.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The API server forbids the operator a change.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>Replicas took longer than spec.rollout.progressDeadline.</summary>
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";

    /// <summary>No node has enough free GPUs.</summary>
    public const string WaitingForGpu = "WaitingForGPU";

    /// <summary>No node fits, for another reason than GPUs.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>A ResourceQuota of the namespace does not allow the replica.</summary>
    public const string QuotaExceeded = "QuotaExceeded";

    /// <summary>The API server or an admission webhook refuses the pod.</summary>
    public const string AdmissionRefused = "AdmissionRefused";

    /// <summary>The runtime image cannot be pulled.</summary>
    public const string ImagePullFailed = "ImagePullFailed";

    /// <summary>The Secret of the credentials does not exist.</summary>
    public const string SecretNotFound = "SecretNotFound";

    /// <summary>A volume cannot be mounted.</summary>
    public const string VolumeMountFailed = "VolumeMountFailed";

    /// <summary>The container cannot be started.</summary>
    public const string ContainerCannotRun = "ContainerCannotRun";

    /// <summary>A node ended the replica, because memory or disk was short or because it shuts down.</summary>
    public const string Evicted = "Evicted";

    /// <summary>A node did not take the replica that was planned for it.</summary>
    public const string NodeRefused = "NodeRefused";

    /// <summary>The kernel ended the runtime because it used more memory than its limit.</summary>
    public const string OutOfMemory = "OutOfMemory";

    /// <summary>The runtime ends without saying why.</summary>
    public const string CrashLooping = "CrashLooping";

    /// <summary>The version ended under load, is ready again, and must stay so before it gets the traffic back.</summary>
    public const string OnProbation = "OnProbation";

    /// <summary>The replica has been created and is not running yet.</summary>
    public const string Starting = "Starting";

    /// <summary>The model is being downloaded or checked.</summary>
    public const string Downloading = "Downloading";

    /// <summary>ONNX Runtime is loading the model.</summary>
    public const string Loading = "Loading";

    /// <summary>The first inferences are running.</summary>
    public const string WarmingUp = "WarmingUp";

    /// <summary>A new version is being rolled out.</summary>
    public const string RollingOut = "RollingOut";

    /// <summary>A rollout waits for a person.</summary>
    public const string RolloutPaused = "RolloutPaused";

    /// <summary>A rollout was given up because a person asked for it.</summary>
    public const string AbortedByUser = "AbortedByUser";

    /// <summary>A person went back to an earlier version.</summary>
    public const string RolledBack = "RolledBack";

    /// <summary>A new version broke a limit of spec.rollout.analysis.</summary>
    public const string AnalysisFailed = "AnalysisFailed";

    /// <summary>At least half of a new version's requests failed.</summary>
    public const string VersionFailing = "VersionFailing";

    /// <summary>A new version's answers to copies of requests differ from the serving version's.</summary>
    public const string OutputsDiffer = "OutputsDiffer";

    /// <summary>A new version's inputs or outputs are not those of the serving version.</summary>
    public const string SignatureMismatch = "SignatureMismatch";

    /// <summary>Too few requests for a verdict, and spec.rollout.analysis.onNoData says Abort.</summary>
    public const string NoData = "NoData";

    /// <summary>Quota or nodes have no room for the new version.</summary>
    public const string InsufficientCapacity = "InsufficientCapacity";

    /// <summary>There was no room for the new version until spec.rollout.capacityDeadline.</summary>
    public const string CapacityDeadlineExceeded = "CapacityDeadlineExceeded";

    /// <summary>A replica that was ready does not answer its readiness probe, or its node is lost.</summary>
    public const string NotAnswering = "NotAnswering";

    /// <summary>There are as many replicas as needed, or they are on their way.</summary>
    public const string EnoughCapacity = "EnoughCapacity";

    /// <summary>Models that go first have what is there.</summary>
    public const string OutrankedByOthers = "OutrankedByOthers";
}
