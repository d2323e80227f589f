// Variables that no task may overwrite (agent: Constants.cs, ReadOnlyVariables), in lower case.

const NAMES: Readonly<Record<string, string>> = {
  agent:
    "acceptteeeula builddirectory cloudid containerid containermapping containernetwork diagnostic gituseschannel " +
    "homedirectory id isselfhosted jobname jobstatus machinename name os osarchitecture osversion " +
    "usebasicauthforproxy proxybypasslist proxypassword proxyurl proxyusername readonlyvariables " +
    "retaindefaultencoding rootdirectory runmode serveromdirectory services cainfo clientcert clientcertarchive " +
    "clientcertkey clientcertpassword skipcertvalidation tempdirectory toolsdirectory version workfolder " +
    "workingdirectory",
  build:
    "artifactstagingdirectory binariesdirectory clean definitionname gated.runci gated.shelvesetname buildnumber " +
    "repository.clean repository.git.submodulecheckout repository.id repository.localpath repository.name " +
    "repository.provider repository.tfvc.workspace repository.uri sourcebranch sourcetfvcshelveset sourceversion " +
    "sourceversionauthor sourceversionmessage sourcesdirectory stagingdirectory syncsources useserverworkspaces",
  common: "testresultsdirectory",
  pipeline: "repository.name workspace",
  system:
    "accesstoken artifactsdirectory collectionid culture debug defaultworkingdirectory definitionid definitionname " +
    "enableaccesstoken hosttype isazurevm isdockercontainer jobattempt jobdisplayname jobid jobname phaseattempt " +
    "phasedisplayname phasename planid prefergitfrompath pullrequest.targetbranch selfmanagegitcreds servertype " +
    "sourceversionmessage stageattempt stagedisplayname stagename teamfoundationserveruri teamproject teamprojectid " +
    "workfolder",
  task: "displayname skiptranslatorforcheckout publishtelemetry",
};

/** Full names, e.g. `build.sourcesdirectory`. Those of release pipelines are left out. */
export const READ_ONLY_VARIABLES: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([area, names]) =>
    names.split(" ").map((name) => `${area}.${name}`),
  ),
);
