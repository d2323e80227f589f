// The least task: it loads the library that every task uses, and completes. What the gate costs is measured against it.
import * as tl from "azure-pipelines-task-lib/task";

tl.setResult(tl.TaskResult.Succeeded, "", true);
